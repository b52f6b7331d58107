import { useState } from 'react'
import { asProblem } from '../../api/problem'
import { date, dateTime, money, number, percent, time, wallClock } from '../../i18n/format'
import { relative } from '../../i18n/moments'
import { Badge, ChoiceField, Copy, Failure, Icon, LinkButton, Meter, Notice, Skeleton, Table, Tile, Tiles } from '../../ui'
import { checkIcon } from '../../ui/icons/house'
import { moneyShort } from '../amounts'
import { type Bar, Chart } from '../Chart'
import { type Event, type Figures, type Money, sold, useFigures } from '../data'
import { days, hours, totals } from '../scale'
import { Lifecycle } from './Lifecycle'
import { useTexts } from './texts/overview'

/** The organizer's dashboard: figures of the event, and what it needs next. */
export default function Overview({ event }: { event: Event }) {
  return event.status === 'draft' ? (
    <div className="stack">
      <Checklist event={event} />
      <Lifecycle event={event} />
    </div>
  ) : (
    <Running event={event} />
  )
}

function Checklist({ event }: { event: Event }) {
  const t = useTexts()
  const edit = `/e/${event.eventId}/edit`
  const places = event.ticketTypes.reduce((sum, type) => sum + type.quantity, 0)
  const steps = [
    { done: true, title: t.checklist.made, text: t.checklist.madeText },
    { done: event.ticketTypes.length > 0, title: t.checklist.tickets, text: t.checklist.ticketsText(places, event.capacity) },
    { done: Boolean(event.description), title: t.checklist.description, text: t.checklist.descriptionText },
    { done: (event.images ?? []).length > 0, title: t.checklist.image, text: t.checklist.imageText },
    { done: false, title: t.checklist.publish, text: t.checklist.publishText },
  ]
  const done = steps.filter(step => step.done).length
  return (
    <section className="card checklist" aria-labelledby="checklist">
      <header>
        <h2 id="checklist">{t.checklist.title}</h2>
        <p className="soft">{t.checklist.done(done, steps.length)}</p>
        <Meter of={steps.length} taken={done} />
      </header>
      <ol className="steps">
        {steps.map((step, i) => (
          <li key={step.title} className={step.done ? 'done' : undefined}>
            <span className="step-mark" aria-hidden="true">
              {step.done ? <Icon of={checkIcon} /> : number(i + 1)}
            </span>
            <div>
              <h3>
                {step.title} {step.done && <span className="unseen">({t.checklist.isDone})</span>}
              </h3>
              <p className="soft">{step.text}</p>
            </div>
            {!step.done && i < steps.length - 1 && <LinkButton href={edit}>{t.checklist.doIt}</LinkButton>}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Running({ event }: { event: Event }) {
  const t = useTexts()
  const query = useFigures(event.eventId)
  const figures = query.data
  const link = `${location.origin}/e/${event.eventId}`
  return (
    <div className="stack">
      {event.status === 'cancelled' && (
        <Notice tone="bad" quiet title={t.overview.cancelled}>
          {event.cancellationReason}
        </Notice>
      )}
      <Numbers event={event} figures={figures} />
      {query.isError && !figures && <Failure problem={asProblem(query.error)} retry={() => void query.refetch()} />}
      {query.isError && figures && <Notice tone="warn">{t.overview.stale(time(figures.asOf))}</Notice>}
      {figures && !figures.complete && <Notice tone="warn">{t.overview.incomplete}</Notice>}
      <TicketTypes event={event} figures={figures} />
      {query.isPending ? <Skeleton lines={5} /> : figures && <Charts event={event} figures={figures} />}
      <section className="card share">
        <div>
          <h2>{t.overview.share}</h2>
          <p>
            <a href={link}>{link}</a>
          </p>
        </div>
        <Copy text={link} label={t.overview.copy} done={t.overview.copied} />
      </section>
      <Lifecycle event={event} figures={figures} />
    </div>
  )
}

function Numbers({ event, figures }: { event: Event; figures: Figures | undefined }) {
  const t = useTexts()
  const taken = figures?.capacity.sold ?? sold(event)
  const held = figures?.capacity.held ?? 0
  const share = taken / Math.max(1, event.capacity)
  const upcoming = Date.parse(event.startsAt) > Date.now()
  return (
    <Tiles>
      <Tile title={t.overview.sold} wide>
        <dd>{t.overview.of(<strong>{number(taken)}</strong>, event.capacity)}</dd>
        <dd>
          <Meter of={event.capacity} taken={taken} held={held} />
        </dd>
        <dd className="soft">
          {percent(share)}
          {held > 0 && ` · ${t.overview.held(held)}`}
          {upcoming && event.status === 'published' && ` · ${t.overview.starts(relative(event.startsAt))}`}
        </dd>
      </Tile>
      <Tile title={t.overview.revenue}>
        {figures ? (
          <>
            <dd>
              {figures.money.length === 0 ? (
                <strong>{number(0)}</strong>
              ) : (
                figures.money.map(({ net }) => (
                  <strong key={net.currency} className="sum">
                    {money(net)}
                  </strong>
                ))
              )}
            </dd>
            {figures.money
              .filter(({ refunded, tax }) => refunded.amount > 0 || tax.amount > 0)
              .map(({ gross, refunded, tax }) => (
                <dd key={gross.currency} className="soft">
                  {refunded.amount > 0 && t.overview.refunded(money(refunded))} {tax.amount > 0 && t.overview.tax(money(tax))}
                </dd>
              ))}
          </>
        ) : (
          <dd>–</dd>
        )}
      </Tile>
      <Tile title={t.overview.registrations}>
        <dd>
          <strong>{figures ? number(figures.registrations.confirmed) : '–'}</strong>
        </dd>
        {figures && <dd className="soft">{t.overview.pending(figures.registrations.pending)}</dd>}
      </Tile>
      <Tile title={t.overview.checkedIn}>
        <dd>{figures ? t.overview.of(<strong>{number(figures.checkIns.used)}</strong>, figures.checkIns.tickets) : <strong>–</strong>}</dd>
        {figures && (
          <dd>
            <Meter of={figures.checkIns.tickets} taken={figures.checkIns.used} />
          </dd>
        )}
      </Tile>
    </Tiles>
  )
}

interface Line {
  ticketTypeId: string
  name: string
  quantity: number
  sold: number
  held: number
  price: Money
  state: Event['ticketTypes'][number]['availability']
}

function TicketTypes({ event, figures }: { event: Event; figures: Figures | undefined }) {
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
          { title: t.types.name, cell: (line: Line) => <strong>{line.name}</strong> },
          { title: t.types.price, cell: line => (line.price.amount === 0 ? t.types.free : money(line.price)), end: true },
          {
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

function Charts({ event, figures }: { event: Event; figures: Figures }) {
  const t = useTexts()
  const [byMoney, setByMoney] = useState(false)
  const currency = figures.money[0]?.gross.currency
  const perDay = new Map(
    figures.salesPerDay.map(day => [day.date, (byMoney ? day.net.find(sum => sum.currency === currency)?.amount : day.tickets) ?? 0]),
  )
  // From the start of sales until now or the end of the event.
  const dayOf = (moment: string) => wallClock(moment, event.timeZone).slice(0, 10)
  const ends = [new Date().toISOString(), event.endsAt].sort()[0] ?? event.endsAt
  const around = [...perDay.keys(), dayOf(event.publishedAt ?? event.createdAt), dayOf(ends)].sort()
  const sales = days(around[0] ?? '', around.at(-1) ?? '').map((key): Bar => {
    const noon = `${key}T12:00:00Z`
    return {
      key,
      value: perDay.get(key) ?? 0,
      label: date(noon, 'UTC', { day: 'numeric', month: 'short' }),
      title: date(noon, 'UTC', { dateStyle: 'full' }),
    }
  })
  const perHour = new Map(figures.checkInsPerHour.map(hour => [Date.parse(hour.startsAt), hour.checkIns]))
  const [begin, end] = [figures.checkInsPerHour[0]?.startsAt, figures.checkInsPerHour.at(-1)?.startsAt]
  const entries = (begin && end ? hours(begin, end) : []).map(
    (key): Bar => ({
      key,
      value: perHour.get(Date.parse(key)) ?? 0,
      label: time(key, event.timeZone),
      title: dateTime(key, event.timeZone),
    }),
  )
  const allSales = totals(
    perDay,
    sales.map(bar => bar.key),
  )
  const allEntries = totals(
    perHour,
    entries.map(bar => Date.parse(bar.key)),
  )
  return (
    <div className="charts">
      {perDay.size > 0 ? (
        <Chart
          title={t.chart.sales}
          what={byMoney ? t.overview.revenue : t.chart.tickets}
          bars={sales}
          total={allSales.total}
          part={allSales.cut && t.chart.lastDays(sales.length)}
          show={byMoney && currency ? amount => moneyShort({ amount, currency }) : number}
          action={
            currency && (
              <ChoiceField
                label={t.chart.show}
                hideLabel
                value={byMoney ? 'money' : 'tickets'}
                choices={[
                  { value: 'tickets', text: t.chart.tickets },
                  { value: 'money', text: t.overview.revenue },
                ]}
                onChange={value => setByMoney(value === 'money')}
              />
            )
          }
        />
      ) : (
        <Nothing title={t.chart.sales} text={t.chart.noSales} />
      )}
      {entries.length > 0 ? (
        <Chart
          title={t.chart.checkIns}
          what={t.chart.people}
          bars={entries}
          total={allEntries.total}
          part={allEntries.cut && t.chart.lastHours(entries.length)}
        />
      ) : (
        <Nothing title={t.chart.checkIns} text={t.chart.noCheckIns} />
      )}
    </div>
  )
}

const Nothing = ({ title, text }: { title: string; text: string }) => (
  <div className="card chart">
    <h3>{title}</h3>
    <p className="soft">{text}</p>
  </div>
)
