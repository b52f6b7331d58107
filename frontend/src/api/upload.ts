import { offline } from '../problem'
import { api, data } from './client'

/** Creates an image, uploads its file to the returned URL and completes it. Deletes the image again if the upload fails. */
export async function upload(eventId: string, file: File, key: string): Promise<void> {
  const params = { path: { eventId }, header: { 'Idempotency-Key': key } }
  const contentType = file.type === 'image/png' ? 'image/png' : 'image/jpeg'
  const place = await data(api.POST('/events/{eventId}/images', { params, body: { contentType } }))
  const form = new FormData()
  for (const [name, value] of Object.entries(place.fields)) form.append(name, value)
  form.append('file', file)
  try {
    const answer = await fetch(place.uploadUrl, { method: 'POST', body: form, signal: AbortSignal.timeout(60_000) }).catch(offline)
    if (!answer.ok) throw new Error(`The file was refused: ${answer.status}.`)
    await data(api.POST('/events/{eventId}/images/{imageId}', { params: { path: { eventId, imageId: place.imageId } } }))
  } catch (error) {
    await data(api.DELETE('/events/{eventId}/images/{imageId}', { params: { path: { eventId, imageId: place.imageId } } }))
    throw error
  }
}
