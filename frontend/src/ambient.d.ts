/** Preact's `react-dom`, which still has `render`; React's types no longer do. */
declare module 'react-dom' {
  import type { ReactNode } from 'react'

  export function render(node: ReactNode, root: Element): void
}

/** Whether pseudo-languages are there: false in the product's build. */
declare const __PSEUDO__: boolean
