// node run.mjs <address of a running local cloud> <spec>: runs one spec, and fails with its errors.
import { start } from './harness.mjs'

const [web, spec] = process.argv.slice(2)
const { default: run } = await import(new URL(`specs/${spec}`, import.meta.url))
const harness = await start(web)
let failed = false
try {
  await run(harness)
  const said = harness.unexpected()
  if (said.length > 0) throw new Error(`The console was not silent:\n${said.join('\n')}`)
} catch (error) {
  failed = true
  console.error(error.stack ?? error)
  for (const said of harness.unexpected()) console.error(said)
  const [context] = harness.browser.contexts().slice(-1)
  const page = context?.pages().at(-1)
  if (page) {
    console.error(`at ${page.url()}`)
    await harness.screenshot(page, `failed-${spec.replace('.mjs', '')}`).catch(() => {})
  }
} finally {
  await Promise.race([harness.stop(), new Promise(resolve => setTimeout(resolve, 5_000).unref())])
}
process.exit(failed ? 1 : 0)
