// Verifies a ticket's signature (ECDSA P-256 over its 54 signed bytes) with Node's crypto. Prints verifications per second.
import { createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'

const [count] = process.argv.slice(2)
const { x, y, signed, signature } = JSON.parse(readFileSync(0, 'utf8'))
const key = { key: createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } }), dsaEncoding: 'ieee-p1363' }
const [data, mark] = [Buffer.from(signed, 'base64'), Buffer.from(signature, 'base64')]
const check = () => { if (!verify('sha256', data, key, mark)) throw new Error('This signature should be good.') }
for (let i = 0; i < 1000; i++) check()
const begun = process.hrtime.bigint()
for (let i = 0; i < +count; i++) check()
console.log(JSON.stringify({ perSecond: +count / (Number(process.hrtime.bigint() - begun) / 1e9) }))
