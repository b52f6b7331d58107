import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { number } from '../i18n/format'
import { Disclosure, Table } from '../ui'
import { useTexts } from './areas/texts/overview'
import { ticks } from './scale'

export interface Bar {
  key: string
  /** Label under the bar. */
  label: string
  /** Full label, for the table and the tooltip. */
  title: string
  value: number
}

const HEIGHT = 220
const START = 48
const BELOW = 28
const ABOVE = 12
/** Width of a label with its margin, in pixels. */
const LABEL = 64

/** A bar chart over time, followed by a table of the same figures for users who cannot see the chart or use a pointer. */
export function Chart({
  title,
  what,
  bars,
  total,
  part,
  show = number,
  action,
  level: Heading = 'h3',
}: {
  title: string
  /** The title of the value column. */
  what: string
  bars: readonly Bar[]
  /** The total of all values, including those outside the chart. */
  total: number
  /** States the range shown when the chart leaves out values. */
  part?: string | false
  show?: (value: number) => string
  action?: ReactNode
  /** Its heading, which is one below that of what it stands in. */
  level?: 'h2' | 'h3'
}) {
  const t = useTexts()
  const [box, width] = useWidth()
  const [at, setAt] = useState<string | null>(null)
  const marks = ticks(Math.max(...bars.map(bar => bar.value)))
  const top = marks.at(-1) ?? 1
  const inner = HEIGHT - ABOVE - BELOW
  const y = (value: number) => ABOVE + inner * (1 - value / top)
  const rtl = document.documentElement.dir === 'rtl'
  const step = (width - START) / Math.max(bars.length, 1)
  const x = (from: number, wide = 0) => (rtl ? width - from - wide : from)
  const every = Math.ceil(LABEL / step)
  const thick = Math.max(1, Math.min(step * 0.7, 44))
  const pointed = bars.find(bar => bar.key === at)
  const inAll = `${t.chart.inAll}${part ? `; ${part}` : ''}`
  return (
    <figure className="card chart">
      <figcaption>
        <Heading>{title}</Heading>
        {action}
      </figcaption>
      <p className="readout" aria-hidden="true">
        {pointed ? (
          <>
            <strong>{show(pointed.value)}</strong> {pointed.title}
          </>
        ) : (
          <>
            <strong>{show(total)}</strong> {inAll}
          </>
        )}
      </p>
      <div ref={box}>
        <svg
          width={width}
          height={HEIGHT}
          role="img"
          aria-label={`${title}: ${show(total)} ${inAll}. ${t.chart.below}`}
          onPointerLeave={() => setAt(null)}
        >
          {marks.map(mark => (
            <g key={mark}>
              <line className="grid" x1={x(START)} x2={x(width)} y1={y(mark)} y2={y(mark)} />
              <text className="mark" x={x(START - 8)} y={y(mark) + 4} textAnchor={rtl ? 'start' : 'end'}>
                {show(mark)}
              </text>
            </g>
          ))}
          {bars.map((bar, i) => {
            const from = START + i * step
            return (
              <g key={bar.key} className={bar.key === at ? 'pointed' : undefined} onPointerEnter={() => setAt(bar.key)}>
                <rect className="area" x={x(from, step)} y={ABOVE} width={Math.max(0, step)} height={inner} />
                {bar.value > 0 && (
                  <rect
                    className="value"
                    x={x(from + (step - thick) / 2, thick)}
                    y={y(bar.value)}
                    width={thick}
                    height={Math.max(2, ABOVE + inner - y(bar.value))}
                    rx={Math.min(4, thick / 4)}
                  />
                )}
                {i % every === 0 && (
                  <text className="mark" x={x(from + step / 2)} y={HEIGHT - 8} textAnchor="middle">
                    {bar.label}
                  </text>
                )}
              </g>
            )
          })}
        </svg>
      </div>
      <Disclosure title={t.chart.asTable}>
        <Table
          caption={title}
          columns={[
            { id: 'when', title: t.chart.when, cell: (bar: Bar) => bar.title },
            { id: 'value', title: what, cell: bar => show(bar.value), end: true },
          ]}
          rows={bars.filter(bar => bar.value > 0)}
          keyOf={bar => bar.key}
        />
      </Disclosure>
    </figure>
  )
}

/** Tracks the width of an element. The drawing is laid out for that width, because text in a scaled drawing is too small on a phone. */
function useWidth() {
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(560)
  useLayoutEffect(() => {
    if (!box.current) return
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.max(200, Math.floor(entry.contentRect.width))))
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [])
  return [box, width] as const
}
