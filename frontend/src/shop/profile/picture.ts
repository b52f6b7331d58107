import { api, data } from '../../api/client'
import { pictureType, post } from '../../api/post'

/** Makes a file the user's picture. If the upload fails, the picture stays the one before. */
export async function uploadPicture(file: File, key: string, onProgress: (part: number) => void): Promise<void> {
  const header = { 'Idempotency-Key': key }
  const place = await data(api.POST('/me/image', { params: { header }, body: { contentType: pictureType(file) } }))
  await post(place.uploadUrl, place.fields, file, onProgress)
  await data(api.POST('/me/image/{imageId}', { params: { path: { imageId: place.imageId } } }))
}
