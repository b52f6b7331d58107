import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { askAll } from '../../api/pages'
import { date as format, time } from '../../i18n/format'
import { locale } from '../../i18n/language'
import { Icon, Loaded, Skeleton } from '../../ui'
import { backIcon } from '../../ui/icons/house'
import { forwardIcon } from '../../ui/icons/work'
import { PageLink } from '../../ui/pages'
import { pages } from '../pages'
import { useTexts } from '../texts'
import { byDay, daysOf, neighbour, weekdays } from './calendar'

/** A month calendar. Events are placed by the date in their own time zone. Phones show only days with events. */
export default function Month({
  month,
  category,
  text,
  onMonth,
}: {
  month: string
  category: string
  text: string
  onMonth: (month: string) => void
}) {
  const t = useTexts()
  const language = locale()
  const days = daysOf(month, language)
  const query = {
    // One extra day on both ends covers every time zone.
    from: `${neighbourDay(days[0]?.[0] ?? '', -1)}T00:00:00Z`,
    to: `${neighbourDay(days.at(-1)?.[6] ?? '', 2)}T00:00:00Z`,
    category: category || undefined,
    text: text || undefined,
  }
  const events = useQuery({ ...askAll('/events', { query }), placeholderData: keepPreviousData })
  const title = format(`${month}-15T12:00:00Z`, 'UTC', { month: 'long', year: 'numeric' })
  return (
    <section aria-label={title}>
      <div className="month-head">
        <button type="button" className="icon-button" aria-label={t.list.previous} onClick={() => onMonth(neighbour(month, -1))}>
          <Icon of={backIcon} />
        </button>
        <h2 aria-live="polite">{title}</h2>
        <button type="button" className="icon-button" aria-label={t.list.next} onClick={() => onMonth(neighbour(month, 1))}>
          <Icon of={forwardIcon} />
        </button>
      </div>
      <Loaded query={events} skeleton={<Skeleton lines={8} />}>
        {({ list }) => {
          const events = byDay(list)
          return (
            <>
              <table className="month">
                <caption className="unseen">{title}</caption>
                <thead>
                  <tr>
                    {weekdays(language).map(day => (
                      <th key={day} scope="col">
                        {day}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {days.map(week => (
                    <tr key={week[0]}>
                      {week.map(day => (
                        <td key={day} className={`${day.startsWith(month) ? '' : 'outside'} ${events.has(day) ? 'busy' : ''}`}>
                          <time dateTime={day}>
                            <span className="day-number">{Number(day.slice(8))}</span>
                            <span className="day-name">{format(`${day}T12:00:00Z`, 'UTC', { weekday: 'short', month: 'short' })}</span>
                          </time>
                          <ul className="day-events">
                            {events.get(day)?.map(event => (
                              <li key={event.eventId}>
                                <PageLink to={pages.event} at={{ eventId: event.eventId }}>
                                  <span>{time(event.startsAt, event.timeZone)}</span> <bdi>{event.title}</bdi>
                                </PageLink>
                              </li>
                            ))}
                          </ul>
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
              {![...events.keys()].some(day => day.startsWith(month)) && <p className="soft none-in-month">{t.list.noneInMonth}</p>}
            </>
          )
        }}
      </Loaded>
    </section>
  )
}

const neighbourDay = (day: string, by: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)
