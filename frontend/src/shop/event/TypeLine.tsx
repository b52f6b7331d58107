import { serverNow } from '../../api/client'
import { dateTime, money } from '../../i18n/format'
import { zoneName } from '../../i18n/times'
import { Badge, Icon } from '../../ui'
import { minusIcon, plusIcon } from '../../ui/icons/more'
import { type Event, limitOf, mostOf, type TicketType } from '../data'
import { isClosed } from './sales'
import { useTexts } from './texts'

/** A ticket type with its price, its availability and the choice of a quantity. */
export function TypeLine({
  event,
  type,
  quantity,
  onChange,
}: {
  event: Event
  type: TicketType
  quantity: number
  onChange: (quantity: number) => void
}) {
  const t = useTexts()
  const most = mostOf(event, type)
  return (
    <li className={most > 0 ? 'ticket-type' : 'ticket-type gone'}>
      <div>
        <h3 dir="auto">{type.name}</h3>
        <p className="price">{type.price.amount === 0 ? t.price.free : money(type.price)}</p>
        <TypeState event={event} type={type} />
      </div>
      {most > 0 && (
        <fieldset className="stepper">
          <legend className="unseen">{t.event.quantity(type.name)}</legend>
          <button
            type="button"
            aria-label={t.event.fewer(type.name)}
            aria-disabled={quantity === 0}
            onClick={() => quantity > 0 && onChange(quantity - 1)}
          >
            <Icon of={minusIcon} />
          </button>
          <output>{quantity}</output>
          <button
            type="button"
            aria-label={t.event.more(type.name)}
            aria-disabled={quantity >= most}
            onClick={() => quantity < most && onChange(quantity + 1)}
          >
            <Icon of={plusIcon} />
          </button>
        </fieldset>
      )}
    </li>
  )
}

const FEW = 10

function TypeState({ event, type }: { event: Event; type: TicketType }) {
  const { availability, event: texts } = useTexts()
  switch (type.availability) {
    case 'soldOut':
      return <Badge>{availability.soldOut}</Badge>
    case 'held':
      return <p className="hint">{availability.heldText}</p>
    case 'notOnSale':
      return (
        <Badge>
          {isClosed(event, type, serverNow())
            ? availability.closed
            : type.salesStartAt && (event.status !== 'draft' || Date.parse(type.salesStartAt) > serverNow())
              ? availability.opens(`${dateTime(type.salesStartAt, event.timeZone)} ${zoneName(type.salesStartAt, event.timeZone)}`)
              : event.status === 'draft'
                ? availability.notYet
                : availability.closed}
        </Badge>
      )
    default:
      return type.available <= FEW ? (
        <Badge tone="warn">{availability.few(type.available)}</Badge>
      ) : (
        <p className="hint">{texts.atMost(limitOf(event, type))}</p>
      )
  }
}
