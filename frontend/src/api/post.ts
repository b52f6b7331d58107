import { Problem } from '../problem'

const LIMIT = 60_000

/** The type of a picture as the API takes it. */
export const pictureType = (file: File) => (file.type === 'image/png' ? 'image/png' : 'image/jpeg')

/** Posts a form with a file. `fetch` cannot tell how much of a body is sent. */
export const post = (
  url: string,
  fields: Readonly<Record<string, string>>,
  file: File,
  onProgress: (part: number) => void,
): Promise<void> =>
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
