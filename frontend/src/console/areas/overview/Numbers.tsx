import { money, number, percent } from '../../../i18n/format'
import { relative } from '../../../i18n/moments'
import { Meter, Tile, Tiles } from '../../../ui'
import { type Event, type Figures, sold } from '../../data'
import { useTexts } from '../texts/overview'

/** The figures of an event at a glance. */
export function Numbers({ event, figures }: { event: Event; figures: Figures | undefined }) {
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
