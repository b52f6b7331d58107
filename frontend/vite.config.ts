import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { defineConfig, type Plugin, type Rolldown } from 'vite'

/** Where `npm run dev` finds the API: start it with `dotnet run --project local -- --port 5080`. */
const local = process.env.EVENT_TICKETING_WEB ?? 'http://127.0.0.1:5080'

/** Files of a fixed name at the root, because others refer to them: pages that embed the widget, and the scanner's registration. */
const atRoot = ['widget', 'scan-worker']

/** As the local host and the CDN do: each part of the site has one page, whatever the path below it. */
const onePagePerPart: Plugin = {
  name: 'one-page-per-part',
  configureServer: server => {
    server.middlewares.use((request, _, next) => {
      const path = new URL(request.url ?? '/', 'http://host').pathname
      if (!/^\/(@|src\/|node_modules\/|api\/|local\/)|\.\w+$/.test(path)) {
        request.url = /^\/console(\/|$)/.test(path) ? '/console.html' : /^\/scan(\/|$)/.test(path) ? '/scan.html' : '/index.html'
      }
      next()
    })
  },
}

/** Tells the scanner's worker what to keep for the time without a network: all that its page may ask for, in every language. */
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

export default defineConfig({
  appType: 'mpa',
  plugins: [onePagePerPart, filesOfTheScanner],
  resolve: {
    alias: [
      { find: /^react\/jsx-(dev-)?runtime$/, replacement: 'preact/jsx-runtime' },
      // Preact has it itself.
      { find: /^use-sync-external-store\/shim(\/index\.js)?$/, replacement: 'preact/compat' },
      { find: /^react(-dom)?$/, replacement: 'preact/compat' },
    ],
  },
  build: {
    target: 'es2023',
    assetsDir: 'static',
    // Nothing inline: the content security policy allows only files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    rollupOptions: {
      // "use client" at the head of a library's files means nothing without a server that renders.
      onwarn: (warning, warn) => warning.code !== 'MODULE_LEVEL_DIRECTIVE' && warn(warning),
      input: {
        shop: 'index.html',
        console: 'console.html',
        scan: 'scan.html',
        'scan-worker': 'src/scanner/scan-worker.ts',
        widget: 'src/widget/widget.ts',
      },
      output: {
        // What every part loads at first, in one file: seven small ones are slower and pack worse.
        codeSplitting: {
          groups: [
            {
              name: 'query',
              priority: 1,
              test: /node_modules\/@tanstack\/(?!.*(?:[mM]utationObserver|useMutation))|src\/ui\/(?:queries|drawings)/,
            },
            {
              name: 'core',
              priority: 2,
              test: /node_modules\/(?:preact|wouter|regexparam)\/|src\/(?:config|api\/|auth\/|i18n\/|ui\/(?:start|boundary|page|feedback|icon|button|settings|appearance|toast|texts\/index))|preload-helper/,
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
    environment: 'happy-dom',
    pool: 'threads',
    include: ['src/**/*.test.{ts,tsx}'],
    server: { deps: { inline: [/@tanstack/, /wouter/] } },
  },
} as Parameters<typeof defineConfig>[0])
