import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const parts = ['../ui/texts', '../shop/texts', '../shop/orders', '../console/texts', '../scanner/texts']
const files = import.meta.glob<{ default: Record<string, unknown> }>(['../**/texts/{en,de,es}.ts', '../shop/orders/{en,de,es}.ts'], {
  eager: true,
})

/** All texts by path; a function counts as one text. */
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

/** The parts of the site with their own texts. Field error codes of the domain are in no API document, so they are read from its source. */
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

/** Codes that only a bug in a page can cause, so users cannot fix them: the API's message is good enough. */
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

/** The error codes possible for a value of this schema. */
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
    // The codes of field errors come from the schemas; the example shows only one.
    if (status < '400' || status === '422') return []
    if (!response.$ref) return [...response.description.matchAll(/`(\w+)`/g)].map(([, code]) => code ?? '')
    const shared = api.components.responses[response.$ref.split('/').at(-1) ?? '']
    return Object.values(shared?.content ?? {}).map(({ example }) => example?.code ?? '')
  })
  return [...fields, ...answers]
}

test.each(readers)('$name can say every refusal that it can meet, in every language', ({ reads, texts, rules, never = {} }) => {
  const source = Object.entries(sources).flatMap(([file, text]) => (reads.test(file) ? [text] : []))
  const calls = source.flatMap(text => [
    ...text.matchAll(/\.(GET|POST|PATCH|PUT|DELETE)\(\s*'([^']+)'/g),
    ...text.matchAll(/'(POST|PATCH|PUT|DELETE) (\/[^']*)'/g),
    ...[...text.matchAll(/\b(?:ask|askPages|askAll|useList)\(\s*'(\/[^']+)'/g)].map(([call, path = '']) => [call, 'GET', path]),
  ])
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

/** Wordings that a review of the pages found hard to understand, as patterns. A quote marks where a text begins or ends. */
const unclear: Record<string, string> = {
  en: String.raw`
    people who stand in line|'on the day'|any day\b|'everything'|coming up|nothing found|fits this search|there is nothing here
    to the start page|did not work|this is needed|look at these fields|in one order|\bto go on\b|'continue'|show on the map
    for you:|tax, if any|stands on the ticket|for the ticket mail|use the first name|hold tickets and go|valid until
    never see its number|make a new code|status: .*'void'|\blet in\b|\blapsed'|'made'|how it fills|\btaken\x60|getting ready
    make a draft|describe it|do it now|for how many|so many people|tickets are let in|clocks of this place|the picture is there
    is public and on sale\.'|'share it'|in the clipboard|next steps|every (?:state|verdict)|'checked in\?'|all of it:|'a part'
    given? back|\ba look\b|which event\?|'in'|'to come'|in step with|'other event'|no ticket of ours|'no name'|any ?more\b`,
  de: String.raw`
    in der Schlange|'Am Tag'|'Alles'|Nichts gefunden|passt zu dieser Suche|Hier ist nichts|Das wird gebraucht
    sehen Sie diese Felder|um weiterzugehen|zum Weitergehen|auf der Karte zeigen|bei Ihnen:|Leer:|den ersten Namen
    reservieren und zum Bezahlen|Weiter zum Bezahlen|ihre Nummer nie|Code machen|Verfallen|'Gemacht'|vergeben\x60|wie es sich füllt
    Jetzt erledigen|für wie viele|so viele Personen|auf den Uhren|Das Bild ist da|in der Zwischenablage|Nächste Schritte
    'Jede[rs]?|Eingelassen\?|\x60Alles:|Einen Teil|Zurückgegeben'|'Bitte ansehen'|Welche Veranstaltung\?|'Drin'|Kommen noch
    kein Ticket von uns|Ohne Namen'|\bgeklappt\b`,
  es: String.raw`
    esperan en la cola|'El día'|'Todo'|No se ha encontrado nada|coincide con esta búsqueda|Aquí no hay nada|No ha funcionado
    Este dato es necesario|Revise estos campos|para continuar\.'|Para usted:|Vacío:|el primer nombre|e ir al pago|Válida hasta
    vemos su número|Crear un código nuevo|Vencida|'Hecha'|ocupadas\x60|cómo se llena|Hacerlo ahora|Describirlo|para cuántas personas
    Tantas personas|los relojes|La imagen ya está|en el portapapeles|Próximos pasos|¿Ha entrado\?|\x60Todo:|Una parte|'Devuelto'
    Requiere revisión|¿Qué evento\?|Por llegar|Al día con el servidor|entrada nuestra|Sin nombre`,
}

test.each(Object.entries(unclear))('no text in %s has an unclear wording', (language, patterns) => {
  const wording = new RegExp(patterns.trim().replace(/\n\s*/g, '|'), 'gi')
  for (const part of parts) {
    const source = inRepository(`frontend/src/${part.slice(3)}/${language}.ts`)
    expect(source.match(wording) ?? [], part).toEqual([])
  }
})

/** Codes that no page can cause. */
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

/** Patterns of codes in the C# sources: code and message, problem kind and code, field and code. */
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
