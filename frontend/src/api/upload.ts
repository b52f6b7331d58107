import { api, data } from './client'
import { pictureType, post } from './post'

/**
 * Creates an image, uploads its file to the returned URL and completes it. Deletes the image again if the upload fails.
 * @param onProgress Called with the part that is uploaded, from 0 to 1.
 */
export async function uploadImage(eventId: string, file: File, key: string, onProgress: (part: number) => void): Promise<void> {
  const params = { path: { eventId }, header: { 'Idempotency-Key': key } }
  const place = await data(api.POST('/events/{eventId}/images', { params, body: { contentType: pictureType(file) } }))
  try {
    await post(place.uploadUrl, place.fields, file, onProgress)
    await data(api.POST('/events/{eventId}/images/{imageId}', { params: { path: { eventId, imageId: place.imageId } } }))
  } catch (error) {
    await data(api.DELETE('/events/{eventId}/images/{imageId}', { params: { path: { eventId, imageId: place.imageId } } }))
    throw error
  }
}
