import type { ReactNode } from 'react'
import './facts.css'

/** Names with their values, one below the other; a value that is empty is left out with its name. */
export const Facts = ({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) => (
  <dl className="facts">
    {facts.map(
      ([name, value]) =>
        value !== null &&
        value !== undefined &&
        value !== '' &&
        value !== 0 && (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
    )}
  </dl>
)
