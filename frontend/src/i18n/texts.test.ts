import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const parts = ['../ui/texts', '../shop/texts', '../shop/orders', '../console/texts', '../scanner/texts']
const files = import.meta.glob<{ default: Record<string, unknown> }>(['../**/texts/{en,de,es}.ts', '../shop/orders/{en,de,es}.ts'], {
  eager: true,
})

/** Every text by its path; functions stand for the texts that they make. */
function flat(value: unknown, at = ''): [string, unknown][] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => flat(inner, `${at}.${name}`))
    : [[at, value]]
}

test.each(parts)('%s is complete in every language, maps by code included', part => {
  const keys = (language: string) => flat(files[`${part}/${language}.ts`]?.default).map(([path]) => path)
  expect(keys('en').length).toBeGreaterThan(0)
  expect(keys('de')).toEqual(keys('en'))
  expect(keys('es')).toEqual(keys('en'))
})

test('no text is empty', () => {
  for (const [file, { default: texts }] of Object.entries(files)) {
    for (const [path, text] of flat(texts))
      expect(typeof text === 'function' || (typeof text === 'string' && text.trim() !== ''), `${file}${path}`).toBe(true)
  }
})

interface Schema {
  $ref?: string
  allOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  pattern?: string
  format?: string
  enum?: string[]
}
interface Response {
  $ref?: string
  description: string
  content?: Record<string, { example?: { code?: string } }>
}
interface Operation {
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, Response>
}
interface Api {
  paths: Record<string, Record<string, Operation>>
  components: { responses: Record<string, Response>; schemas: Record<string, Schema> }
}

const inRepository = (path: string) => readFileSync(`../${path}`, 'utf8')
const api: Api = JSON.parse(inRepository('api/openapi.json'))
const sources = import.meta.glob<string>(['../{shop,console,scanner}/**/*.{ts,tsx}', '!**/*.test.*', '!**/{en,de,es}.ts'], {
  eager: true,
  query: '?raw',
  import: 'default',
})

/** Who reads which texts beside the common ones. What the domain finds wrong in a field stands in no document: it is read there. */
const readers: { name: string; reads: RegExp; texts?: string; rules?: string; never?: Record<string, string> }[] = [
  { name: 'the shop before the checkout', reads: /^\.\.\/shop\/(?!checkout|account|orders)/ },
  {
    name: 'checkout and account',
    reads: /^\.\.\/shop\/(checkout|account|orders)/,
    texts: '../shop/orders',
    rules: 'Registrations/Registration',
    never: { not_payable: 'only organizers choose what is given back' },
  },
  {
    name: 'the console',
    reads: /^\.\.\/console\//,
    texts: '../console/texts',
    rules: 'Events/Event',
    never: { too_many: 'a new event takes no more ticket types than it may have' },
  },
  {
    name: 'the scanner',
    reads: /^\.\.\/scanner\//,
    texts: '../scanner/texts',
    never: {
      too_many: 'scans are sent a hundred at a time',
      too_long: 'its fields end there',
      too_short: 'nothing is sent for an empty field',
      invalid_characters: 'codes and gates are typed, and a code that is none is answered by a verdict',
      invalid: 'nothing typed can be wrong in two ways',
    },
  },
]

/** What nobody can do anything about, because only a mistake in a page brings it about: the API's own words are good enough for those. */
const mistakesOfPages: Record<string, string> = {
  malformed: 'pages send JSON',
  unsupported_media_type: 'pages send JSON',
  body_too_large: 'fields end long before 256 kB',
  invalid_format: 'countries and currencies are chosen from lists',
  invalid_instant: 'pages write times themselves',
  unknown_value: 'pages choose the type of a picture and name their own verdicts',
  too_few: 'nothing is sent for an empty basket, nor without scans',
  duplicate_ticket_type: 'a basket has a quantity for each ticket type',
  too_many_attendees: 'the checkout asks for a name for each ticket',
  scan_id_reused: 'the scanner makes an id for each scan',
}

/** The codes that a value of this shape can be refused with. */
function codesOf(schema: Schema): string[] {
  const { $ref, allOf = [], items, properties = {} } = schema
  if ($ref) return codesOf(api.components.schemas[$ref.split('/').at(-1) ?? ''] ?? {})
  const of = {
    too_short: schema.minLength,
    too_long: schema.maxLength,
    invalid_characters: schema.maxLength,
    out_of_range: schema.minimum ?? schema.maximum,
    too_few: schema.minItems,
    too_many: schema.maxItems,
    invalid_format: schema.pattern,
    invalid_email: schema.format === 'email' || undefined,
    invalid_instant: schema.format === 'date-time' || undefined,
    unknown_value: schema.enum,
  }
  const inner = [...allOf, ...(items ? [items] : []), ...Object.values(properties)]
  return [...Object.entries(of).flatMap(([code, limit]) => (limit === undefined ? [] : [code])), ...inner.flatMap(codesOf)]
}

function refusalsOf({ requestBody, responses }: Operation): string[] {
  const fields = Object.values(requestBody?.content ?? {}).flatMap(({ schema }) => ['invalid', 'required', ...codesOf(schema)])
  const answers = Object.entries(responses).flatMap(([status, response]) => {
    // What is wrong with fields has been told by their shape; its example is only one.
    if (status < '400' || status === '422') return []
    if (!response.$ref) return [...response.description.matchAll(/`(\w+)`/g)].map(([, code]) => code ?? '')
    const shared = api.components.responses[response.$ref.split('/').at(-1) ?? '']
    return Object.values(shared?.content ?? {}).map(({ example }) => example?.code ?? '')
  })
  return [...fields, ...answers]
}

test.each(readers)('$name can say every refusal that it can meet, in every language', ({ reads, texts, rules, never = {} }) => {
  const source = Object.entries(sources).flatMap(([file, text]) => (reads.test(file) ? [text] : []))
  const calls = source.flatMap(text => [...text.matchAll(/\.(GET|POST|PATCH|PUT|DELETE)\(\s*'([^']+)'/g)])
  expect(calls.length).toBeGreaterThan(0)
  const met = new Set(
    calls.flatMap(([, method = '', path = '']) => {
      const operation = api.paths[path]?.[method.toLowerCase()]
      expect(operation, `${method} ${path}`).toBeDefined()
      return operation ? refusalsOf(operation) : []
    }),
  )
  if (rules) {
    const found = [...inRepository(`shared/Domain/${rules}.cs`).matchAll(/(?:new|Invalid)\(\$?"[^"]*", "(\w+)"/g)]
    expect(found.length).toBeGreaterThan(0)
    for (const [, code = ''] of found) met.add(code)
  }
  if (texts) expect(source.some(text => /^addProblemTexts\(/m.test(text))).toBe(true)
  for (const language of ['en', 'de', 'es']) {
    const problems = [`../ui/texts/${language}.ts`, `${texts}/${language}.ts`].map(file => files[file]?.default.problems ?? {})
    const said = new Set(problems.flatMap(Object.keys))
    const unsaid = [...met].filter(
      code => !(said.has(code.replace(/^\w+_not_found$/, 'not_found')) || code in mistakesOfPages || code in never),
    )
    expect(unsaid, language).toEqual([])
  }
})

/** What is no page's doing at all. */
const beyondPages: Record<string, string> = {
  bad_signature: 'only the payment provider calls the webhook',
  id_mismatch: 'pages take an id from one place',
  qr_or_code: 'the scanner sends one of the two',
  invalid_cursor: 'pages send the cursor that they were given, in the session that it is good for',
  invalid_idempotency_key: 'pages make keys themselves',
  idempotency_mismatch: 'another body has another key',
  invalid_type: 'the types of bodies are those of the contract',
  unknown_field: 'the types of bodies are those of the contract',
  duplicate_field: 'pages send JSON',
}

/** A code and what it says; a kind of refusal and its code; a field and its code. */
const written = [
  /"([a-z]+(?:_[a-z]+)*)",\s*\$?"[A-Z][\w’]* /g,
  /Problem\.Conflict\(\s*"(\w+)"/g,
  /ProblemKind\.\w+,\s*"(\w+)"/g,
  /(?:new|Invalid|FieldError)\(\$?"[^"]*",\s*"([a-z]+_[a-z_]+)"/g,
]

test('every code that stands in the sources of the API has a text, or reaches nobody', () => {
  const sources = ['shared/Domain', 'shared/Flows', 'shared/Runtime', 'shared/Api', 'functions'].flatMap(folder =>
    readdirSync(`../${folder}`, { recursive: true, encoding: 'utf8' }).flatMap(name =>
      /(?<!Examples|OpenApiDocument(\.Schemas)?)\.cs$/.test(name) ? [`${folder}/${name}`] : [],
    ),
  )
  const found = new Set(
    sources.flatMap(file => {
      const source = inRepository(file)
      return written.flatMap(pattern => [...source.matchAll(pattern)].map(([, code = '']) => code))
    }),
  )
  expect(found.size).toBeGreaterThan(75)
  expect(found).toContain('too_many_attempts')
  for (const language of ['en', 'de', 'es']) {
    const said = new Set(
      parts.flatMap(part => Object.keys((files[`${part}/${language}.ts`]?.default.problems as object | undefined) ?? {})),
    )
    const unsaid = [...found].filter(code => !(said.has(code) || code in mistakesOfPages || code in beyondPages))
    expect(unsaid, language).toEqual([])
  }
  for (const code of Object.keys(beyondPages)) expect(found, 'it is refused with no more').toContain(code)
})
