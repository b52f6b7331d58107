// node run.mjs <address of a running local cloud, or - for specs that need none> [spec…]: runs these specs, or all, and prints
// "passed <spec> <seconds> s" for each as it ends, below what it said. Two run at a time. Specs that export `alone` put the cloud's clock
// forward: they run one by one, last.
import { readdirSync, statSync } from 'node:fs'
import { launch, start } from './harness.mjs'
import { buildForTests } from './site.mjs'

const WORKERS = 2
/** Seconds. A slow spec is marked; one that takes longest has failed. */
const SLOW = 45
const LONGEST = 300

const [web, ...wanted] = process.argv.slice(2)
const folder = new URL('specs/', import.meta.url)
const sizeOf = name => statSync(new URL(name, folder)).size
const walks = name => Number(name.startsWith('pages-'))
// Those that walk through many pages take longest, then those with long files: none of them is left for the end.
const names = readdirSync(folder).filter(name => name.endsWith('.mjs') && (wanted.length === 0 || wanted.includes(name)))
  .sort((a, b) => walks(b) - walks(a) || sizeOf(b) - sizeOf(a))
const missing = wanted.filter(name => !names.includes(name))
if (missing.length > 0) throw new Error(`There is no spec ${missing.join(' or ')}.`)
const specs = await Promise.all(names.map(async name => ({ name, ...(await import(new URL(name, folder))) })))
const ask = async path => (web === '-' ? {} : (await fetch(new URL(path, web))).json())
const services = await ask('/local/services')
let failures = 0
if (names.some(name => /^(pages-|kit)/.test(name))) await buildForTests()

let launched

/** The browser that all specs share, each in contexts of its own. Started anew after a crash. */
async function browser() {
  if (launched && !(await launched).isConnected()) launched = undefined
  launched ??= launch()
  return launched
}

/** Runs the specs of the queue one after another. */
async function work(queue) {
  for (let spec = queue.shift(); spec; spec = queue.shift()) await run(spec)
}

async function run({ name, alone = false, default: spec }) {
  const began = performance.now()
  const said = []
  const { aheadSeconds = 0 } = await ask('/local/clock')
  const harness = start({ web, services, browser: await browser(), said, ahead: aheadSeconds * 1000, alone })
  let passed = true
  try {
    await atMost(LONGEST, spec(harness), name)
    const unexpected = harness.unexpected()
    if (unexpected.length > 0) throw new Error(`The console was not silent:\n${unexpected.join('\n')}`)
  } catch (error) {
    passed = false
    said.push(error.stack ?? `${error}`, ...harness.unexpected(), ...(await atMost(10, harness.picture(`failed-${name.replace('.mjs', '')}`), 'picture').catch(() => [])))
  }
  await atMost(10, harness.stop(), 'stop').catch(() => {})
  const seconds = (performance.now() - began) / 1000
  if (!passed) failures++
  for (const line of said.flatMap(text => text.split('\n'))) console.log(`  ${line}`)
  console.log(`${passed ? 'passed' : 'failed'} ${name} ${seconds.toFixed(1)} s${seconds > SLOW ? `, more than the ${SLOW} s that a spec should take` : ''}`)
}

/** Rejects when the promise takes longer. */
function atMost(seconds, promise, what) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took more than ${seconds} s.`)), seconds * 1000)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

const began = performance.now()
const together = specs.filter(spec => !spec.alone)
await Promise.all(Array.from({ length: Math.min(WORKERS, together.length) }, () => work(together)))
await work(specs.filter(spec => spec.alone))
console.log(`${names.length} specs in ${((performance.now() - began) / 1000).toFixed(0)} s, ${failures} failed`)
await atMost(5, (await browser()).close(), 'close').catch(() => {})
process.exit(failures > 0 ? 1 : 0)
