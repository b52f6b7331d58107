import { money } from '../../i18n/format'
import type { Registration } from '../data'
import { useTexts } from '../orders'
import './checkout.css'

/** The lines of an order, each with its price. */
export const Lines = ({ lines }: { lines: readonly { name: string; quantity: number; total: Registration['total'] }[] }) => {
  const t = useTexts()
  return (
    <ul className="sum-lines">
      {lines.map(line => (
        <li key={line.name} className="sum-line">
          <span>
            {line.quantity} × <bdi>{line.name}</bdi>
          </span>
          <span>{line.total.amount === 0 ? t.checkout.free : money(line.total)}</span>
        </li>
      ))}
    </ul>
  )
}
