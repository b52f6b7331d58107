import { useState } from 'react'
import { date, dateTime, number, time, wallClock } from '../../../i18n/format'
import { ChoiceField } from '../../../ui'
import { moneyShort } from '../../amounts'
import { type Bar, Chart } from '../../Chart'
import type { Event, Figures } from '../../data'
import { days, hours, totals } from '../../scale'
import { useTexts } from '../texts/overview'

/** Sales by day and check-ins by hour. */
export function Sales({ event, figures }: { event: Event; figures: Figures }) {
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
