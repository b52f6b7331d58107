import type { ReactNode } from 'react'

/** A poster generated from the event's id, so that events without an image look different from each other. */
export default function Poster({ seed, category, className = '' }: { seed: string; category: string; className?: string }) {
  const draw = dice(seed)
  const [ground, ...inks] = palettes[draw(palettes.length)] as Palette
  const ink = () => inks[draw(inks.length)] as string
  return (
    <svg className={`poster ${className}`} viewBox="0 0 400 300" preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">
      <rect width="400" height="300" fill={ground} />
      {(motifs[category] ?? tiles)(draw, ink, ground)}
    </svg>
  )
}

type Draw = (below: number) => number
type Ink = () => string
type Palette = readonly [string, string, string, string]
type Motif = (draw: Draw, ink: Ink, ground: string) => ReactNode

const palettes: readonly Palette[] = [
  ['#1f2a5c', '#f2543d', '#f7c948', '#f4ede0'],
  ['#f2543d', '#1f2a5c', '#ffd9c7', '#fff4e6'],
  ['#0e5e52', '#f7b538', '#f4ede0', '#e8603c'],
  ['#f6c445', '#22223b', '#e4572e', '#fff8e7'],
  ['#472463', '#ff7e67', '#ffd166', '#eadcf5'],
  ['#123c69', '#7fd1c7', '#f4ede0', '#ff9b71'],
  ['#e9dcc9', '#c8371f', '#1d3557', '#e8a33d'],
  ['#233329', '#b9d66b', '#f3efe0', '#ef7b45'],
]

/** Squares with quarter circles, half circles and dots. */
const tiles: Motif = (draw, ink) =>
  times(12, i => {
    const [x, y] = [(i % 4) * 100, Math.floor(i / 4) * 100]
    const turn = `rotate(${draw(4) * 90} ${x + 50} ${y + 50})`
    const fill = ink()
    const shapes = [
      <path key={i} transform={turn} fill={fill} d={`M${x} ${y}h100a100 100 0 0 1-100 100z`} />,
      <path key={i} transform={turn} fill={fill} d={`M${x} ${y}h100a50 50 0 0 1-100 0z`} />,
      <circle key={i} cx={x + 50} cy={y + 50} r="34" fill={fill} />,
      <path key={i} transform={turn} fill={fill} d={`M${x} ${y}h100l-100 100z`} />,
      <path key={i} transform={turn} stroke={fill} strokeWidth="10" d={`M${x} ${y + 15}h100M${x} ${y + 50}h100M${x} ${y + 85}h100`} />,
      null,
    ]
    return shapes[draw(shapes.length)]
  })

/** Bars like a sound wave, with a disc. */
const sound: Motif = (draw, ink, ground) => {
  const disc = ink()
  const bars = another(ink, disc)
  return [
    <circle key="disc" cx={110 + draw(180)} cy="120" r="96" fill={disc} />,
    ...times(17, i => {
      const height = 40 + draw(170)
      return (
        <rect
          key={i}
          x={12 + i * 23}
          y={300 - height}
          width="12"
          height={height}
          rx="6"
          fill={bars === disc ? ground : bars}
          stroke={ground}
          strokeWidth="2"
        />
      )
    }),
  ]
}

/** The folds of a curtain and a spot of light. */
const curtain: Motif = (draw, ink) => {
  const [fold, light] = [ink(), '#fff4d6']
  const middle = 140 + draw(120)
  return [
    ...times(7, i => (
      <path key={i} fill={fold} fillOpacity={i % 2 ? 0.9 : 0.55} d={`M${i * 60 - 10} 0h60q-18 150 0 300h-60q18-150 0-300z`} />
    )),
    <path key="beam" fill={light} fillOpacity="0.32" d={`M${middle - 20} 0h40l90 300h-220z`} />,
    <ellipse key="spot" cx={middle} cy="268" rx="112" ry="24" fill={light} fillOpacity="0.8" />,
  ]
}

/** Plates on a table. */
const plates: Motif = (draw, ink, ground) =>
  times(5, i => {
    const [x, y, r] = [40 + i * 80 + draw(24), 70 + draw(160), 46 + draw(34)]
    return (
      <g key={i}>
        <circle cx={x} cy={y} r={r} fill={ink()} />
        <circle cx={x} cy={y} r={r * 0.68} fill="none" stroke={ground} strokeWidth="3" />
        <circle cx={x} cy={y} r={r * 0.3} fill={ink()} />
      </g>
    )
  })

/** Overlapping circles. */
const meeting: Motif = (draw, ink) =>
  times(9, i => (
    <circle
      key={i}
      cx={(i % 3) * 150 + 20 + draw(70)}
      cy={Math.floor(i / 3) * 110 + 20 + draw(50)}
      r={36 + draw(48)}
      fill={ink()}
      fillOpacity="0.82"
    />
  ))

const motifs: Record<string, Motif> = {
  concert: sound,
  music: sound,
  party: sound,
  festival: sound,
  theatre: curtain,
  film: curtain,
  food: plates,
  meetup: meeting,
}

/** Another color of the palette, which has three. */
function another(ink: Ink, than: string): string {
  for (let tries = 0; tries < 20; tries++) {
    const other = ink()
    if (other !== than) return other
  }
  return '#ffffff'
}

const times = <T,>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i))

/** A deterministic random number generator: the seed is hashed with FNV-1a, then xorshift. */
function dice(seed: string): Draw {
  let state = 2166136261
  for (const char of seed) state = Math.imul(state ^ char.charCodeAt(0), 16777619)
  return below => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}
