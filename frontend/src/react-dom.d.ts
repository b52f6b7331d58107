/** What Preact has under this name; React's own types no longer have `render`. */
declare module 'react-dom' {
  import type { ReactNode } from 'react'

  export function render(node: ReactNode, root: Element): void
}
