import { money, number } from '../../../i18n/format'
import { Badge, Meter, Table } from '../../../ui'
import type { Event, Figures, Money } from '../../data'
import { useTexts } from '../texts/overview'

interface Line {
  ticketTypeId: string
  name: string
  quantity: number
  sold: number
  held: number
  price: Money
  state: Event['ticketTypes'][number]['availability']
}

/** How many tickets of each type are sold. */
export function Types({ event, figures }: { event: Event; figures: Figures | undefined }) {
  const t = useTexts()
  const lines = event.ticketTypes.map((type): Line => {
    const known = figures?.ticketTypes.find(other => other.ticketTypeId === type.ticketTypeId)
    const { ticketTypeId, name, quantity, price, availability: state } = type
    return { ticketTypeId, name, quantity, price, state, sold: known?.sold ?? quantity - type.available, held: known?.held ?? 0 }
  })
  return (
    <section className="stack" aria-labelledby="types">
      <h2 id="types">{t.types.title}</h2>
      <Table
        caption={t.types.title}
        columns={[
          { id: 'name', title: t.types.name, cell: (line: Line) => <strong>{line.name}</strong> },
          { id: 'price', title: t.types.price, cell: line => (line.price.amount === 0 ? t.types.free : money(line.price)), end: true },
          {
            id: 'sold',
            title: t.overview.sold,
            cell: line => (
              <div className="sold-cell">
                <span>
                  {t.overview.of(number(line.sold), line.quantity)}
                  {line.held > 0 && <span className="soft"> · {t.overview.held(line.held)}</span>}
                </span>
                <Meter of={line.quantity} taken={line.sold} held={line.held} />
              </div>
            ),
          },
          {
            id: 'state',
            title: t.types.state,
            cell: line => (
              <Badge tone={line.state === 'available' ? 'good' : line.state === 'soldOut' ? 'accent' : 'neutral'}>
                {t.types.states[line.state]}
              </Badge>
            ),
          },
        ]}
        rows={lines}
        keyOf={line => line.ticketTypeId}
      />
    </section>
  )
}
