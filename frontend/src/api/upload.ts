import { Problem } from '../problem'
import { api, data } from './client'

const LIMIT = 60_000

/**
 * Creates an image, uploads its file to the returned URL and completes it. Deletes the image again if the upload fails.
 * @param onProgress Called with the part that is uploaded, from 0 to 1.
 */
export async function uploadImage(eventId: string, file: File, key: string, onProgress: (part: number) => void): Promise<void> {
  const params = { path: { eventId }, header: { 'Idempotency-Key': key } }
  const contentType = file.type === 'image/png' ? 'image/png' : 'image/jpeg'
  const place = await data(api.POST('/events/{eventId}/images', { params, body: { contentType } }))
  try {
    await post(place.uploadUrl, place.fields, file, onProgress)
    await data(api.POST('/events/{eventId}/images/{imageId}', { params: { path: { eventId, imageId: place.imageId } } }))
  } catch (error) {
    await data(api.DELETE('/events/{eventId}/images/{imageId}', { params: { path: { eventId, imageId: place.imageId } } }))
    throw error
  }
}

/** Posts a form with a file. `fetch` cannot tell how much of a body is sent. */
const post = (url: string, fields: Readonly<Record<string, string>>, file: File, onProgress: (part: number) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    form.append('file', file)
    const request = new XMLHttpRequest()
    request.timeout = LIMIT
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded / Math.max(1, total))
    request.onload = () =>
      request.status < 300 ? resolve() : reject(new Problem(request.status, { detail: `The file was refused: ${request.status}.` }))
    request.onerror = request.ontimeout = () => reject(new Problem(0, { code: 'offline' }))
    request.open('POST', url)
    request.send(form)
  })
