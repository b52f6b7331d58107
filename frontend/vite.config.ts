import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { defineConfig, type Plugin, type Rolldown, type UserConfig } from 'vite'

/** Address of the API for `npm run dev`; start the API with `dotnet run --project local -- --port 5080`. */
const local = process.env.EVENT_TICKETING_WEB ?? 'http://127.0.0.1:5080'

/** Files with fixed names at the root, because pages that embed the widget and the service worker's registration refer to them. */
const atRoot = ['widget', 'scan-worker']

/** Serves one HTML page per part of the site for every path below it, like the local host and the CDN. */
const onePagePerPart: Plugin = {
  name: 'one-page-per-part',
  configureServer: server => {
    server.middlewares.use((request, _, next) => {
      const path = new URL(request.url ?? '/', 'http://host').pathname
      if (!/^\/(@|src\/|node_modules\/|api\/|local\/)|\.\w+$/.test(path)) {
        request.url = /^\/kit(\/|$)/.test(path)
          ? '/kit.html'
          : /^\/console(\/|$)/.test(path)
            ? '/console.html'
            : /^\/scan(\/|$)/.test(path)
              ? '/scan.html'
              : '/index.html'
      }
      next()
    })
  },
}

/** Orders the layers of the style sheets, whichever is loaded first. */
const layers: Plugin = {
  name: 'layers',
  enforce: 'pre',
  transform: (code, id) => (id.endsWith('.css') ? `@layer tokens, base, utilities, components, parts;\n${code}` : undefined),
}

/** Inserts the list of files to cache into the scanner's service worker: everything its page may request, in every language. */
const filesOfTheScanner: Plugin = {
  name: 'files-of-the-scanner',
  generateBundle(_, bundle) {
    const chunks = Object.values(bundle).filter(file => file.type === 'chunk')
    const worker = chunks.find(chunk => chunk.name === 'scan-worker')
    const page = chunks.find(chunk => chunk.facadeModuleId?.endsWith('/scan.html'))
    if (!worker || !page) throw new Error('The scanner or its worker is not in the build.')
    const files = new Set(['favicon.svg', 'scan.webmanifest', 'scan-192.png', 'scan-512.png'])
    const add = (chunk: Rolldown.OutputChunk) => {
      if (files.has(chunk.fileName)) return
      for (const file of [chunk.fileName, ...(chunk.viteMetadata?.importedCss ?? []), ...(chunk.viteMetadata?.importedAssets ?? [])])
        files.add(file)
      for (const name of [...chunk.imports, ...chunk.dynamicImports]) {
        const other = bundle[name]
        if (other?.type === 'chunk') add(other)
      }
    }
    add(page)
    const list = JSON.stringify([...files].sort().map(file => `/${file}`))
    const version = createHash('sha256').update(list).update(worker.code).update(readFileSync('scan.html')).digest('hex').slice(0, 12)
    worker.code = `const FILES=${list},VERSION="${version}";${worker.code}`
  },
}

export default defineConfig(
  ({ mode }) =>
    ({
      appType: 'mpa',
      define: { __PSEUDO__: String(mode !== 'production') },
      plugins: [layers, onePagePerPart, filesOfTheScanner],
      resolve: {
        alias: [
          { find: /^react\/jsx-(dev-)?runtime$/, replacement: 'preact/jsx-runtime' },
          // Preact implements it itself.
          { find: /^use-sync-external-store\/shim(\/index\.js)?$/, replacement: 'preact/compat' },
          { find: /^react(-dom)?$/, replacement: 'preact/compat' },
        ],
      },
      build: {
        target: 'es2023',
        assetsDir: 'static',
        // The content security policy forbids inline assets.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        manifest: true,
        rollupOptions: {
          // Ignore "use client" directives of libraries: there is no server rendering.
          onwarn: (warning, warn) => warning.code !== 'MODULE_LEVEL_DIRECTIVE' && warn(warning),
          input: {
            shop: 'index.html',
            console: 'console.html',
            scan: 'scan.html',
            'scan-worker': 'src/scanner/scan-worker.ts',
            widget: 'src/widget/widget.ts',
            ...(mode === 'production' ? {} : { kit: 'kit.html' }),
          },
          output: {
            // One chunk for what every part loads first: seven small ones load slower and compress worse.
            codeSplitting: {
              groups: [
                {
                  name: 'query',
                  priority: 1,
                  test: /node_modules\/@tanstack\/|src\/ui\/(?:queries|pages|icons\/site)|src\/api\/questions/,
                },
                {
                  name: 'core',
                  priority: 2,
                  test: /node_modules\/(?:preact|wouter|regexparam)\/|src\/(?:config|listeners|problem|api\/client|auth\/session|i18n\/(?:format|language|plural|pseudo|texts)\.|ui\/(?:start|boundary|page\.|feedback|icon\.|icons\/house|button|settings\.|appearance|toast|texts\/index))|preload-helper/,
                },
              ],
            },
            entryFileNames: chunk => (atRoot.includes(chunk.name) ? '[name].js' : 'static/[name]-[hash].js'),
            chunkFileNames: 'static/[name]-[hash].js',
            assetFileNames: 'static/[name]-[hash][extname]',
          },
        },
      },
      server: { proxy: { '^/(api|images|local)/': local, '/config.json': local } },
      test: {
        // Making a DOM takes longer than most tests: a file that needs one says so in its first line.
        environment: 'node',
        setupFiles: ['tools/node-globals.ts'],
        pool: 'threads',
        // Several files and other tests run at the same time: on a busy machine a test takes longer than the usual five seconds.
        testTimeout: 30_000,
        include: ['src/**/*.test.{ts,tsx}'],
        server: { deps: { inline: [/@tanstack/, /wouter/] } },
      },
    }) as UserConfig,
)
