// Writes src/api/limits.ts from api/openapi.json: what a form has to know of each field that a request may have. One module for each request,
// so that a page carries only its own: a bundler splits modules, but nothing within one.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

const api = JSON.parse(readFileSync(new URL('../../api/openapi.json', import.meta.url), 'utf8'))
const schemas = api.components.schemas
const nameOf = schema => schema.$ref?.split('/').at(-1)
const resolve = ({ allOf, ...schema }) => {
  const [only] = allOf ?? []
  return schema.$ref ? schemas[nameOf(schema)] : only ? { ...resolve(only), ...schema } : schema
}

/** The limits of the fields of an object, by path: `venue.city`, `ticketTypes[].name`. */
function limitsOf(schema, at = '') {
  const { properties = {}, required = [] } = schema
  return Object.entries(properties).flatMap(([name, written]) => {
    const field = resolve(written)
    const { minLength, maxLength, minimum: min, maximum: max, maxItems, enum: values } = field
    const own = { maxLength, min, max, most: maxItems, of: values?.filter(value => value !== null) }
    if (required.includes(name) && !field.properties && minLength !== 0) own.required = true
    const items = field.items && resolve(field.items)
    const inner = field.properties ? limitsOf(field, `${at}${name}.`) : items?.properties ? limitsOf(items, `${at}${name}[].`) : []
    const said = Object.entries(own).filter(([, value]) => value !== undefined)
    return [...(said.length > 0 ? [[at + name, Object.fromEntries(said)]] : []), ...inner]
  })
}

const bodies = Object.values(api.paths).flatMap(operations =>
  Object.values(operations).flatMap(({ requestBody }) => Object.values(requestBody?.content ?? {}).map(({ schema }) => nameOf(schema))),
)
// Parts of requests that have a form by themselves.
const parts = bodies.flatMap(name =>
  Object.values(schemas[name].properties ?? {}).flatMap(field => {
    const name = field.items && nameOf(field.items)
    return name && schemas[name].properties ? [name] : []
  }),
)
const written = [...new Set([...bodies, ...parts])]
  .sort()
  .map(name => [name, limitsOf(schemas[name])])
  .filter(([, limits]) => limits.length > 0)
const folder = new URL('../src/api/limits/', import.meta.url)
const notice = '// Written by tools/limits.mjs from api/openapi.json.\n'
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder)
for (const [name, limits] of written) {
  const text = `${notice}export const ${name} = ${JSON.stringify(Object.fromEntries(limits))} as const\n`
  writeFileSync(new URL(`${name}.ts`, folder), text)
}
const exported = written.map(([name]) => `export { ${name} } from './limits/${name}'\n`)
writeFileSync(new URL('../src/api/limits.ts', import.meta.url), notice + exported.join(''))
