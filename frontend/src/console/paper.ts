import { api, data, type Schemas } from '../api/client'
import { post } from '../api/post'

/** Which side of a document a picture shows. */
export type Side = Schemas['DocumentSide']

/** Uploads a photo or scan of an identity document. Deletes its entry again if the upload fails. */
export async function uploadPaper(file: File, side: Side, key: string, onProgress: (part: number) => void): Promise<void> {
  const header = { 'Idempotency-Key': key }
  const contentType = file.type as Schemas['KycDocumentUploadRequest']['contentType']
  const place = await data(api.POST('/kyc/documents', { params: { header }, body: { contentType, side } }))
  try {
    await post(place.uploadUrl, place.fields, file, onProgress)
  } catch (error) {
    await data(api.DELETE('/kyc/documents/{documentId}', { params: { path: { documentId: place.documentId } } }))
    throw error
  }
}
