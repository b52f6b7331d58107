// What a visitor downloads before something is there, gzipped, against frontend/budgets.json: in the language that weighs most. Fails when a
// budget is exceeded, and when something that is loaded by itself is in no budget.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const root = new URL('..', import.meta.url)
const read = name => JSON.parse(readFileSync(new URL(name, root), 'utf8'))
const manifest = read('dist/.vite/manifest.json')
const languages = Object.keys(manifest).flatMap(key => /^src\/ui\/texts\/(\w+)\.ts$/.exec(key)?.[1] ?? [])
/** The languages in which somebody loads these parts of the manifest: a text's own. */
const languagesOf = keys => languages.filter(language => keys.every(key => !/\/\w\w\.ts$/.test(key) || key.endsWith(`/${language}.ts`)))
const inLanguage = (keys, language) => keys.map(key => key.replace('{language}', language))
const kB = bytes => (bytes / 1000).toFixed(1)
const size = file => gzipSync(readFileSync(new URL(`dist/${file}`, root)), { level: 9 }).length

/** The files that come with these parts of the manifest. */
function files(keys, found = new Set()) {
  for (const key of keys) {
    const part = manifest[key]
    if (!part) throw new Error(`budgets.json names ${key}, which is not in the build.`)
    for (const file of [part.file, ...(part.css ?? [])]) found.add(file)
    for (const other of part.imports ?? []) if (!found.has(manifest[other].file)) files([other], found)
  }
  return found
}

function weightIn(language, of, beyond, kind) {
  const there = files(inLanguage(beyond, language))
  const loaded = [...files(inLanguage(of, language))].filter(file => !there.has(file) && file.endsWith(`.${kind}`))
  return { language, bytes: loaded.reduce((total, file) => total + size(file), 0) }
}

let failed = false
const named = new Set()
for (const { name, of, beyond = [], match, js, css } of read('budgets.json')) {
  const parts = match
    ? Object.keys(manifest)
        .filter(key => manifest[key].file.endsWith('.js') && new RegExp(match).test(key))
        .map(key => [key])
    : [of]
  if (parts.length === 0) throw new Error(`Nothing in the build is ${match}.`)
  for (const part of parts) {
    for (const language of languages) for (const key of inLanguage(part, language)) named.add(key)
    for (const [kind, limit] of Object.entries({ js, css })) {
      if (limit === undefined) continue
      const { language, bytes } = languagesOf(part)
        .map(it => weightIn(it, part, beyond, kind))
        .reduce((most, it) => (it.bytes > most.bytes ? it : most))
      const over = bytes > limit * 1000
      failed ||= over
      const title = match ? `${name} ${part[0].split('/').slice(-2).join('/')}` : name
      const suffix = kind === 'js' && part.some(key => key.includes('{')) ? ` (${language})` : ''
      console.log(`${over ? 'OVER ' : '     '}${title.padEnd(40)} ${kind.padEnd(3)} ${kB(bytes).padStart(6)} kB of ${limit}${suffix}`)
    }
  }
}
for (const [key, { isEntry, isDynamicEntry }] of Object.entries(manifest)) {
  if (!(isEntry || isDynamicEntry) || named.has(key)) continue
  failed = true
  console.log(`NONE ${key} is in no budget.`)
}
process.exitCode = failed ? 1 : 0
