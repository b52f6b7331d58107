// The built site without a cloud: the files of frontend/dist, and an API that answers with the examples of api/openapi.json. Who is refused
// what is read from the table of tests/Api/authorization.txt.
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname } from 'node:path'
import { promisify } from 'node:util'
import { pixel } from './harness.mjs'

const root = new URL('../../', import.meta.url)
const read = path => readFileSync(new URL(path, root))
const openapi = JSON.parse(read('api/openapi.json'))
const headers = JSON.parse(String(read('frontend/headers.json')).replaceAll('{services}', ''))
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png', '.wasm': 'application/wasm', '.webmanifest': 'application/manifest+json', '.txt': 'text/plain; charset=utf-8' }

/** The languages that only the build for tests has: one with accents, brackets and long words, and one from right to left. */
export const languages = ['en-XA', 'ar-XB']

/** Builds the front end with the pseudo-languages and the page of all components. */
export const buildForTests = () =>
  promisify(execFile)(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'error', '--mode', 'test', '--outDir', 'dist-test'], { cwd: new URL('frontend/', root), timeout: 180_000 })

/** The time of the examples: in the evening of the event, while people come in. */
export const now = Date.parse('2027-05-14T17:25:00Z')

/** The people of the examples. `column` is that of the authorization table, `groups` those in the token. */
export const roles = {
  visitor: { column: 'anonymous' },
  attendee: { column: 'attendee', groups: [] },
  organizer: { column: 'organizer', groups: ['Organizers'], membership: 'owner' },
  staff: { column: 'staff', groups: [], membership: 'staff' },
  admin: { column: 'admin', groups: ['Admins'] },
  super: { column: 'super', groups: ['SuperAdmins'] },
}

const operations = Object.entries(openapi.paths).flatMap(([path, methods]) =>
  Object.entries(methods).filter(([, { operationId }]) => operationId).map(([method, operation]) => ({
    ...operation, method: method.toUpperCase(), pattern: new RegExp(`^/api${path.replace(/\{\w+\}/g, '([^/]+)')}$`),
  })),
)

const [columns, ...cells] = String(read('tests/Api/authorization.txt')).split('\n').filter(line => line && !line.startsWith('#')).map(line => line.split(/\s+/))
const table = cells.map(row => Object.fromEntries(columns.map((name, i) => [name, row[i]])))

/** The status that the role gets for the objects of the examples: the caller's own, and published. */
function statusFor({ operationId, security }, role) {
  if (!security?.length || security.some(way => !way.signIn)) return 200
  const name = operationId.replace(/^./, first => first.toUpperCase()).replace(/Alias$/, '')
  const rows = table.filter(row => row.endpoint === name && ['own', '-'].includes(row.object))
  const row = rows.find(({ state }) => ['published', 'paid'].includes(state)) ?? rows[0]
  return row ? Number(row[roles[role].column]) : 200
}

const exampleOf = response => Object.values(openapi.components.responses[response.$ref?.split('/').at(-1)]?.content ?? response.content ?? {})[0]?.example

const refusals = [404, 403, 409, 429]
const long = 'Donaudampfschifffahrtsgesellschaftskapitänskonzert'
const longWords = { title: `${long} im Kleinen Saal`, name: `Freifrau von ${long}`, holderName: `Annemarie ${long}`, buyerName: `Annemarie ${long}`, ticketTypeName: long, city: 'Hellschen-Heringsand-Unterschaar', note: `${long}, ${long}` }

/** How an example is changed for a state of the page. */
const states = {
  data: body => body,
  empty: body => ({ ...body, ...('next' in body && { items: [], next: null }), ...('salesPerDay' in body && { salesPerDay: [], checkInsPerHour: [], money: [] }) }),
  'en-XA': body => JSON.parse(JSON.stringify(body), (key, value) => (typeof value === 'string' && longWords[key]) || value),
}

/**
 * Starts the site on a free port of this computer. Pages choose with the headers `x-role` and `x-state` what the API answers: a role, and
 * `data`, `empty`, `refused`, `offline`, or a pseudo-language.
 * @param examples Other bodies by operation.
 */
export async function serve(examples = {}) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://site')
    response.sendDate = false
    response.setHeader('date', new Date(now).toUTCString())
    if (pathname.startsWith('/api/')) setTimeout(() => answer(request, response, pathname), 30)
    else if (pathname === '/config.json') send(response, 200, 'application/json', JSON.stringify({ region: 'us-east-1', signIn: { domain: '/sign-in-of-the-pool', clientId: 'client', pool: '/api-of-the-pool' }, stripeStandIn: 'http://127.0.0.1:1' }))
    else if (pathname === '/api-of-the-pool') pool(request, response)
    else if (pathname === '/sign-in-of-the-pool/oauth2/token') renewed(request, response)
    else if (pathname.startsWith('/images/')) send(response, 200, 'image/png', pixel)
    else file(response, pathname, languages.includes(request.headers['x-state']) ? 'dist-test' : 'dist')
  })
  await new Promise(started => server.listen(0, '127.0.0.1', started))
  return { address: `http://127.0.0.1:${server.address().port}`, stop: () => (server.closeAllConnections(), server.close()) }

  /** The operations of the user pool that change how somebody signs in; two-step sign-in is off. */
  function pool(request, response) {
    const state = request.headers['x-state']
    if (state === 'offline') return request.destroy()
    if (state === 'refused') return send(response, 400, 'application/x-amz-json-1.1', JSON.stringify({ __type: 'NotAuthorizedException', message: 'Access Token does not have required scopes' }))
    send(response, 200, 'application/x-amz-json-1.1', '{}')
  }

  /** A new token that says the same of its user. */
  function renewed(request, response) {
    send(response, 200, 'application/json', JSON.stringify({ id_token: idOf(request.headers['x-role']), access_token: 'access', expires_in: 12 * 3_600 }))
  }

  function answer(request, response, pathname) {
    const { 'x-role': role = 'visitor', 'x-state': state = 'data', 'x-page': page = '' } = request.headers
    const operation = operations.find(({ method, pattern }) => method === request.method && pattern.test(pathname))
    if (!operation) return send(response, 404, 'application/problem+json', JSON.stringify({ status: 404, code: 'not_found' }))
    if (state === 'offline') return request.destroy()
    const status = state === 'refused' && operation.operationId !== 'getProfile' ? refusals.find(status => status in operation.responses) : statusFor(operation, role)
    if (status >= 400) return send(response, status, 'application/problem+json', JSON.stringify(exampleOf(operation.responses[status]) ?? { status, code: 'conflict' }))
    const [good] = Object.keys(operation.responses)
    const example = { ...exampleOf(operation.responses[good]), ...examples[page]?.[operation.operationId] }
    if (operation.operationId === 'getProfile') Object.assign(example, profileOf(role, example))
    send(response, Number(good), 'application/json', good === '204' ? '' : JSON.stringify((states[state] ?? states.data)(example)))
  }

  function profileOf(role, { organizations: [first] }) {
    const { groups, membership } = roles[role]
    return { groups, organizations: membership ? [{ ...first, role: membership }] : [] }
  }

  function file(response, pathname, build) {
    const page = pathname.startsWith('/console') ? 'console.html' : pathname.startsWith('/scan') && !extname(pathname) ? 'scan.html' : extname(pathname) ? pathname.slice(1) : 'index.html'
    try {
      const body = read(`frontend/${build}/${page}`)
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
      response.setHeader('cache-control', page.startsWith('static/') ? 'public, max-age=31536000, immutable' : 'no-cache')
      send(response, 200, types[extname(page)] ?? 'application/octet-stream', body)
    } catch (error) {
      if (error.code !== 'ENOENT') throw error
      send(response, 404, 'text/plain', '')
    }
  }
}

function send(response, status, type, body) {
  response.writeHead(status, { 'content-type': type })
  response.end(body)
}

/** The token of a role. The site does not verify it; the API of {@link serve} does not either. */
function idOf(role) {
  const claims = { sub: 'b3a4f8c2-1051-70a5-3d4e-6c1f0e9d7b28', email: 'ada@example.com', name: 'Ada Lorenz', 'cognito:groups': roles[role].groups }
  return ['{}', JSON.stringify(claims), ''].map(part => Buffer.from(part).toString('base64url')).join('.')
}

/** What the session storage holds of somebody who is signed in. */
export const sessionOf = role => JSON.stringify({ id: idOf(role), access: 'access', refresh: 'refresh', expiresAt: now + 12 * 3_600_000 })
