import type { ReactNode } from 'react'
import './tile.css'

/** Figures side by side, each with its name. */
export const Tiles = ({ children }: { children: ReactNode }) => <dl className="tiles">{children}</dl>

export const Tile = ({ title, wide, children }: { title: string; wide?: boolean; children: ReactNode }) => (
  <div className={wide ? 'card tile wide' : 'card tile'}>
    <dt>{title}</dt>
    {children}
  </div>
)
