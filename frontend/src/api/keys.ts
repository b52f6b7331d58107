import { idempotencyKey } from './client'

/** The `If-Match` header for a conditional write of this version. */
export const ifMatch = (version: number) => ({ 'If-Match': `"${version}"` })

/** The idempotency key for a body under this name. It survives a reload, so that a retry after a lost response has no second effect. */
export function keyFor(name: string, body: unknown): string {
  const text = JSON.stringify(body)
  const at = `key:${name}`
  const [key, sent] = (sessionStorage.getItem(at) ?? '').split('\n')
  if (key && sent === text) return key
  const fresh = idempotencyKey()
  sessionStorage.setItem(at, `${fresh}\n${text}`)
  return fresh
}

/** Drops the key after a response: sending the same body again is a new request. */
export const keyUsed = (name: string) => sessionStorage.removeItem(`key:${name}`)
