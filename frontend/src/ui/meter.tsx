import './meter.css'

/** A meter of what is taken and held. The text beside it gives the same figures. */
export const Meter = ({ of, taken, held = 0 }: { of: number; taken: number; held?: number }) => {
  const share = (n: number) => `${Math.min(100, (100 * n) / Math.max(1, of))}%`
  return (
    <svg className={`meter${taken >= of ? ' full' : ''}`} width="100%" height="10" aria-hidden="true">
      <rect className="meter-rest" width="100%" height="10" rx="5" />
      {held > 0 && <rect className="meter-held" width={share(taken + held)} height="10" rx="5" />}
      {taken > 0 && <rect className="meter-taken" width={share(taken)} height="10" rx="5" />}
    </svg>
  )
}
