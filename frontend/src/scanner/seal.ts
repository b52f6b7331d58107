/** Reads a ticket's QR code offline: docs/tickets.md describes the format. */

export interface SigningKey {
  kid: string
  kty: string
  crv: string
  x: string
  y: string
}

export interface SealKey {
  kid: string
  kty: string
  k: string
}

export interface Opened {
  state: 'genuine'
  ticketId: string
  issue: number
}

/** `notOurs`: not in our format. `newKey`: possibly ours, but with a key that this device has not downloaded. */
export type Read = Opened | { state: 'notOurs' | 'newKey' | 'forged' | 'wrongEvent' }

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz'
const VERSION = 2
const LENGTH = 118
const SIGNED = 54
const HEADER = 12
const NONCE = 24
const TICKET_ID = 16
const ID_DIGITS = 26
const ROUNDS = 1000

const encoder = new TextEncoder()
const imported = new Map<string, Promise<CryptoKey>>()

/** Decodes Base45 (RFC 9285); null when the text is not Base45. */
export function base45(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 3 === 1) return null
  const bytes: number[] = []
  for (let i = 0; i < text.length; i += 3) {
    const digits = [...text.slice(i, i + 3)].map(character => ALPHABET.indexOf(character))
    const number = digits.reduce((sum, digit, place) => sum + digit * 45 ** place, 0)
    if (digits.includes(-1) || number > (digits.length === 3 ? 0xffff : 0xff)) return null
    if (digits.length === 3) bytes.push(number >> 8)
    bytes.push(number & 0xff)
  }
  return Uint8Array.from(bytes)
}

/** Verifies and decrypts a code to its ticket. Takes a millisecond or two. */
export async function read(qr: string, eventId: string, signingKeys: readonly SigningKey[], sealKeys: readonly SealKey[]): Promise<Read> {
  const code = base45(qr)
  if (code?.length !== LENGTH || code[0] !== VERSION) return { state: 'notOurs' }
  const kid = String(code[1])
  const signing = signingKeys.find(key => key.kid === kid)
  if (!signing) return { state: 'newKey' }
  const { kty, crv, x, y } = signing
  const verifier = await once(`${kid} ${x}`, () =>
    crypto.subtle.importKey('jwk', { kty, crv, x, y }, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']),
  )
  const signed = code.subarray(0, SIGNED)
  if (!(await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, verifier, code.subarray(SIGNED), signed))) return { state: 'forged' }
  const tag = new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(eventId)))
  if (tag.subarray(0, 6).some((byte, i) => byte !== code[2 + i])) return { state: 'wrongEvent' }
  const seal = sealKeys.find(key => key.kid === kid)
  if (!seal) return { state: 'newKey' }
  const opener = await once(seal.k, () => crypto.subtle.importKey('jwk', { kty: seal.kty, k: seal.k }, 'AES-GCM', false, ['decrypt']))
  try {
    const sealed = { name: 'AES-GCM', iv: code.subarray(HEADER, NONCE), additionalData: code.subarray(0, HEADER), tagLength: 96 }
    const content = new Uint8Array(await crypto.subtle.decrypt(sealed, opener, code.subarray(NONCE, SIGNED)))
    return { state: 'genuine', ticketId: idOf(content), issue: new DataView(content.buffer).getUint16(TICKET_ID) }
  } catch {
    return { state: 'forged' }
  }
}

/** The verifier of a typed code, for lookup in the check-in list, which has no codes. Null unless it has twelve characters. */
export async function codeVerifier(typed: string, eventId: string): Promise<string | null> {
  const code = typed
    .toUpperCase()
    .replace(/[ ._-]/g, '')
    .replace(/[1I]/g, 'L')
    .replace(/[0O]/g, 'Q')
  if (!/^[A-HJ-NP-Z2-9]{12}$/.test(code)) return null
  const key = await crypto.subtle.importKey('raw', encoder.encode(code), 'PBKDF2', false, ['deriveBits'])
  const bits = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt: encoder.encode(eventId), iterations: ROUNDS },
    key,
    128,
  )
  return btoa(String.fromCharCode(...new Uint8Array(bits)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

function idOf(content: Uint8Array): string {
  let number = content.subarray(0, TICKET_ID).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  let id = ''
  for (let i = 0; i < ID_DIGITS; i++, number >>= 5n) id = DIGITS[Number(number & 31n)] + id
  return `tkt_${id}`
}

function once(name: string, make: () => Promise<CryptoKey>): Promise<CryptoKey> {
  const key = imported.get(name) ?? make()
  imported.set(name, key)
  return key
}
