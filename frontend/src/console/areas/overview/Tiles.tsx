import { money, number, percent, relative } from '../../../i18n/format'
import { Meter } from '../../Chart'
import { type Event, type Figures, sold } from '../../data'
import { useTexts } from '../../texts'

/** The figures of an event at a glance. */
export function Tiles({ event, figures }: { event: Event; figures: Figures | undefined }) {
  const t = useTexts()
  const taken = figures?.capacity.sold ?? sold(event)
  const held = figures?.capacity.held ?? 0
  const share = taken / Math.max(1, event.capacity)
  const upcoming = Date.parse(event.startsAt) > Date.now()
  return (
    <dl className="tiles">
      <div className="card tile wide">
        <dt>{t.overview.sold}</dt>
        <dd>
          <strong>{number(taken)}</strong> {t.overview.of(event.capacity)}
        </dd>
        <dd>
          <Meter of={event.capacity} taken={taken} held={held} />
        </dd>
        <dd className="soft">
          {percent(share)}
          {held > 0 && ` · ${t.overview.held(held)}`}
          {upcoming && event.status === 'published' && ` · ${t.overview.starts(relative(event.startsAt))}`}
        </dd>
      </div>
      <div className="card tile">
        <dt>{t.overview.revenue}</dt>
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
      </div>
      <div className="card tile">
        <dt>{t.overview.registrations}</dt>
        <dd>
          <strong>{figures ? number(figures.registrations.confirmed) : '–'}</strong>
        </dd>
        {figures && <dd className="soft">{t.overview.pending(figures.registrations.pending)}</dd>}
      </div>
      <div className="card tile">
        <dt>{t.overview.checkedIn}</dt>
        <dd>
          <strong>{figures ? number(figures.checkIns.used) : '–'}</strong> {figures && t.overview.of(figures.checkIns.tickets)}
        </dd>
        {figures && (
          <dd>
            <Meter of={figures.checkIns.tickets} taken={figures.checkIns.used} />
          </dd>
        )}
      </div>
    </dl>
  )
}
