import { api, data } from '../api/client'
import { pictureType, post } from '../api/post'

/** Makes a file the logo of an organization. If the upload fails, the logo stays the one before. */
export async function uploadLogo(organizationId: string, file: File, key: string, onProgress: (part: number) => void): Promise<void> {
  const params = { path: { organizationId }, header: { 'Idempotency-Key': key } }
  const place = await data(api.POST('/organizations/{organizationId}/logo', { params, body: { contentType: pictureType(file) } }))
  await post(place.uploadUrl, place.fields, file, onProgress)
  const path = { organizationId, imageId: place.imageId }
  await data(api.POST('/organizations/{organizationId}/logo/{imageId}', { params: { path } }))
}
