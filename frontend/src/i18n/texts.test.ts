import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const files = import.meta.glob<{ default: Record<string, unknown> }>(['../**/{en,de,es}.ts'], { eager: true })
/** The folders with texts, found by their English. */
const parts = Object.keys(files).flatMap(file => /^(.*)\/en\.ts$/.exec(file)?.[1] ?? [])
const problemsOf = (part: string, language: string) => (files[`${part}/${language}.ts`]?.default.problems ?? {}) as Record<string, string>
const COMMON = '../ui/texts'

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
  /** Codes of the domain's field errors. */
  'x-codes'?: string[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, Response>
}
interface Api {
  paths: Record<string, Record<string, Operation>>
  components: { responses: Record<string, Response>; schemas: Record<string, Schema> }
}

const inRepository = (path: string) => readFileSync(`../${path}`, 'utf8')
const api: Api = JSON.parse(inRepository('api/openapi.json'))
const sources = import.meta.glob<string>(['../**/*.{ts,tsx}', '!**/*.test.*', '!**/{en,de,es}.ts'], {
  eager: true,
  query: '?raw',
  import: 'default',
})

/** Modules that a module imports statically: those that are loaded with it. */
function importsOf(file: string): string[] {
  const imported = [...(sources[file] ?? '').matchAll(/^(?:import|export) [^'"]*?from '(\.[^']*)'/gm)].map(([, path = '']) =>
    new URL(path, `file:///${file.replace('..', 'src')}`).pathname.replace('/src', '..'),
  )
  return imported.flatMap(path => [`${path}.ts`, `${path}.tsx`, `${path}/index.ts`].filter(name => name in sources))
}

function withImports(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found
  found.add(file)
  for (const other of importsOf(file)) withImports(other, found)
  return found
}

/** Parts of which the pages are all modules that read their texts, and what these import. */
const readers = parts
  .filter(part => `${part}/index.ts` in sources && part !== COMMON)
  .map(part => {
    const pages = Object.keys(sources).filter(file => importsOf(file).includes(`${part}/index.ts`))
    return { part, modules: new Set(pages.flatMap(page => [...withImports(page)])) }
  })

/** The operations that a source calls: method and path. Comments have examples, which call nothing. */
function callsIn(source: string): (readonly [method: string, path: string])[] {
  const code = source.replace(/\/\*\*.*?\*\//gs, '')
  return [
    ...code.matchAll(/\.(GET|POST|PATCH|PUT|DELETE)\(\s*'([^']+)'/g),
    ...code.matchAll(/'(POST|PATCH|PUT|DELETE) (\/[^']*)'/g),
    ...code.matchAll(/\b(?:ask|askPages|askAll|useList)(\()\s*'(\/[^']+)'/g),
  ].map(([, method = '', path = '']) => [method === '(' ? 'GET' : method, path] as const)
}

/** What the scanner cannot cause, at a gate or before one. */
const notOfTheScanner = {
  phone_not_verified: 'no page has switches for what is sent',
  qr_or_code: 'the scanner sends one of the two',
  too_many: 'scans are sent a hundred at a time',
  too_long: 'its fields end there',
  too_short: 'nothing is sent for an empty field',
  invalid_characters: 'codes and gates are typed, and a code that is none is answered by a verdict',
  invalid: 'nothing typed can be wrong in two ways',
}

/** Codes that a part's operations know, but its pages cannot cause. */
const never: Record<string, Record<string, string>> = {
  '../shop/texts': {
    invalid: 'only the language is sent, and a failure is not shown',
    too_short: 'only the language is sent, and a failure is not shown',
    too_long: 'only the language is sent, and a failure is not shown',
    invalid_characters: 'only the language is sent, and a failure is not shown',
  },
  '../shop/orders': { not_payable: 'only organizers choose what is given back' },
  '../shop/profile/texts': {
    invalid: 'only the type of a picture is sent',
    too_short: 'numbers and codes are checked before they are sent',
    too_long: 'numbers and codes are checked before they are sent',
    invalid_characters: 'numbers and codes are checked before they are sent',
    too_many_attempts: 'it is shown as too_many_wrong_codes: of an order it means something else',
  },
  '../console/areas/texts/orders': {
    too_many: 'a message is for one ticket type, or for all',
    currency_mismatch: 'a refund is in the currency of its registration',
    ends_before_start: 'orders are not asked for by day',
    invalid_date: 'orders are not asked for by day',
  },
  '../console/areas/texts/money': {
    ends_before_start: 'a month ends after its start',
    invalid_date: 'months are chosen',
  },
  '../console/areas/texts/analytics': {
    ends_before_start: 'the page asks for ranges only',
    invalid_date: 'the browser gives days',
  },
  '../console/areas/texts/events': { too_many: 'a new event takes no more ticket types than it may have' },
  '../console/areas/texts/devices': {
    too_many: 'the form says how many events a device can have',
    in_the_past: 'the form checks the time',
    too_far_ahead: 'the form checks the time',
  },
  '../console/areas/texts/time': {
    ends_before_start: 'a week ends after its start',
    too_many: 'many entries are reviewed in parts',
  },
  '../console/areas/texts/reports': { ends_before_start: 'the page asks for ranges only' },
  '../console/areas/texts/webhooks': { too_many: 'there are no more types than a webhook may have' },
  '../console/areas/texts/organization': { ends_before_start: 'the form of a person compares the days' },
  '../console/areas/texts/projects': {
    ends_before_start: 'the form compares the days',
    duplicate_person: 'no page sends rates of people',
    too_many: 'the form says how many people a project can have',
    invalid_date: 'the browser gives days',
  },
  '../console/areas/texts/staff': {
    ends_before_start: 'the form compares the days',
    too_many: 'no list of a team or an organization ends before what may be chosen',
    invalid_date: 'the browser gives days',
    ...Object.fromEntries(
      ['already_member', 'invitation_closed', 'last_owner', 'role_too_high', 'too_many_invitations', 'too_many_members'].map(code => [
        code,
        'pages of staff have the texts of the organization, too',
      ]),
    ),
  },
  '../console/areas/texts/verification': { too_many: 'no more papers can be uploaded than may be sent' },
  '../console/areas/texts/admin': {
    too_many: 'there are no more groups than somebody may be in',
    ends_before_start: 'bookings are not asked for by day',
    invalid_date: 'bookings are not asked for by day',
  },
  '../scanner/texts': notOfTheScanner,
  '../scanner/texts/events': notOfTheScanner,
}

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
  buyer_not_needed: 'pages name a buyer for guests only',
  order_of_account: 'only the pages of guests replace links',
  address_of_account: 'only the pages of guests correct addresses',
  scan_id_reused: 'the scanner makes an id for each scan',
  one_filter: 'pages ask by one',
  duration_required: 'pages send the minutes of a time entry',
  over_midnight: 'pages send the minutes of a time entry',
  organization_required: 'pages name the organization',
  range_too_long: 'pages ask for a month, or check the range',
  filter_required: 'pages ask when there is something to search for',
  derived_group: 'groups are chosen from those that may be set',
  not_allowed: 'groups are chosen from those that may be set',
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

function refusalsOf({ requestBody, responses, 'x-codes': codes = [] }: Operation): string[] {
  const fields = Object.values(requestBody?.content ?? {}).flatMap(({ schema }) => ['invalid', 'required', ...codesOf(schema)])
  const answers = Object.entries(responses).flatMap(([status, response]) => {
    // The codes of field errors come from the schemas; the example shows only one.
    if (status < '400' || status === '422') return []
    if (!response.$ref) return [...response.description.matchAll(/`(\w+)`/g)].map(([, code]) => code ?? '')
    const shared = api.components.responses[response.$ref.split('/').at(-1) ?? '']
    return Object.values(shared?.content ?? {}).map(({ example }) => example?.code ?? '')
  })
  return [...fields, ...codes, ...answers]
}

test.each(readers)('$part can say every refusal that its pages can meet, in every language', ({ part, modules }) => {
  const calls = [...modules].flatMap(file => callsIn(sources[file] ?? ''))
  expect(calls.length).toBeGreaterThan(0)
  const met = new Set(
    calls.flatMap(([method, path]) => {
      const operation = api.paths[path]?.[method.toLowerCase()]
      expect(operation, `${method} ${path}`).toBeDefined()
      return operation ? refusalsOf(operation) : []
    }),
  )
  // An area is loaded beside the shell of its part, whose texts its own include.
  const shell = `${part.split('/').slice(0, 2).join('/')}/texts`
  for (const language of ['en', 'de', 'es']) {
    const said = new Set([COMMON, shell, part].flatMap(loaded => Object.keys(problemsOf(loaded, language))))
    const unsaid = [...met].filter(
      code => !(said.has(code.replace(/^\w+_not_found$/, 'not_found')) || code in mistakesOfPages || code in (never[part] ?? {})),
    )
    expect(unsaid, language).toEqual([])
  }
})

/** Acts of and on people, which no organization has in its activity. */
const personal = `inviteUser setUserGroups disableUser enableUser resetUserPassword signOutUser deleteUser signOutEverywhere exportMyData
  deleteMyAccount submitKyc getKycRequest reviewKycRequest startPhoneVerification verifyPhone exportPlatformAnalytics
  updatePlatformSettings`.split(/\s+/)

test('every act that is recorded has a name in the audit log, and in the activity of its organization', () => {
  const columns = inRepository('api/endpoints.txt')
    .split('\n')
    .map(line => line.split(/ {2,}/))
  const recorded = columns.flatMap(([, , , name, writes]) =>
    name && writes?.split(', ').includes('activity') ? [name.charAt(0).toLowerCase() + name.slice(1)] : [],
  )
  expect(recorded.length).toBeGreaterThan(80)
  const named = (part: string) => Object.keys(files[`../console/areas/texts/${part}/en.ts`]?.default.acts ?? {})
  expect(recorded.filter(act => !named('log').includes(act))).toEqual([])
  expect(recorded.filter(act => !personal.includes(act) && !named('activity').includes(act))).toEqual([])
})

test('no page can say two things for one code: the order in which its texts are loaded does not matter', () => {
  for (const site of ['shop', 'console', 'scanner']) {
    const codes = [COMMON, ...parts.filter(part => part.startsWith(`../${site}/`))].flatMap(part => Object.keys(problemsOf(part, 'en')))
    expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([])
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
    const source = inRepository(`frontend/src/i18n/${part}/${language}.ts`)
    expect(source.match(wording) ?? [], part).toEqual([])
  }
})

/** Codes that no page can cause. */
const beyondPages: Record<string, string> = {
  always_sent: 'no page has switches for what is sent',
  bad_signature: 'only the payment provider calls the webhook',
  duplicate_person: 'no page sends rates of people',
  phone_not_verified: 'no page has switches for what is sent',
  qr_or_code: 'the scanner sends one of the two',
}

test('every code in the API’s document has a text, or reaches nobody', () => {
  const found = new Set(Object.values(api.paths).flatMap(operations => Object.values(operations).flatMap(refusalsOf)))
  expect(found.size).toBeGreaterThan(60)
  for (const language of ['en', 'de', 'es']) {
    const said = new Set(parts.flatMap(part => Object.keys(problemsOf(part, language))))
    const unsaid = [...found].filter(
      code => !(said.has(code.replace(/^\w+_not_found$/, 'not_found')) || code in mistakesOfPages || code in beyondPages),
    )
    expect(unsaid, language).toEqual([])
  }
  for (const code of Object.keys(beyondPages)) expect(found, 'it is refused with no more').toContain(code)
})
