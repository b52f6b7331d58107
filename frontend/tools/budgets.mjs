// What a visitor downloads before something is there, gzipped, against frontend/budgets.json. Fails when a budget is exceeded.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const root = new URL('..', import.meta.url)
const read = name => JSON.parse(readFileSync(new URL(name, root), 'utf8'))
const manifest = read('dist/.vite/manifest.json')
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

let failed = false
for (const { name, of, beyond = [], match, js, css } of read('budgets.json')) {
  const there = files(beyond)
  const each = match ? Object.keys(manifest).filter(key => new RegExp(match).test(key)) : [null]
  for (const key of each) {
    const loaded = [...files(key ? [key] : of)].filter(file => !there.has(file))
    const sum = kind => loaded.filter(file => file.endsWith(kind)).reduce((total, file) => total + size(file), 0)
    for (const [kind, limit] of Object.entries({ js, css })) {
      if (limit === undefined) continue
      const bytes = sum(`.${kind}`)
      const over = bytes > limit * 1000
      failed ||= over
      console.log(
        `${over ? 'OVER ' : '     '}${`${name}${key ? ` ${key.split('/').slice(-2).join('/')}` : ''}`.padEnd(40)} ${kind.padEnd(3)} ${kB(bytes).padStart(6)} kB of ${limit}`,
      )
    }
  }
}
process.exitCode = failed ? 1 : 0
