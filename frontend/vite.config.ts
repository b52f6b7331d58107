import { defineConfig, type Plugin } from 'vite'

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

export default defineConfig({
  appType: 'mpa',
  plugins: [onePagePerPart],
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
      input: { shop: 'index.html', console: 'console.html', scan: 'scan.html' },
      output: {
        entryFileNames: chunk => (atRoot.includes(chunk.name) ? '[name].js' : 'static/[name]-[hash].js'),
        chunkFileNames: 'static/[name]-[hash].js',
        assetFileNames: 'static/[name]-[hash][extname]',
      },
    },
  },
  server: { proxy: { '^/(api|local)/': local, '/config.json': local } },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'], server: { deps: { inline: [/@tanstack/, /wouter/] } } },
} as Parameters<typeof defineConfig>[0])
