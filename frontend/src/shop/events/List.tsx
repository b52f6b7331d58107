import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { type FormEvent, lazy, Suspense, useEffect, useState } from 'react'
import { useSearchParams } from 'wouter'
import { ask, askPages } from '../../api/questions'
import { asProblem } from '../../problem'
import { announce, Boundary, Button, Empty, Failure, Icon, Skeleton, useCommonTexts, useTitle } from '../../ui'
import { searchIcon } from '../../ui/icons/house'
import { calendarIcon, listIcon } from '../../ui/icons/site'
import { categoryName } from '../data'
import { useTexts } from '../texts'
import { EventCard } from './EventCard'
import { Poster } from './Picture'

const Month = lazy(() => import('./Month'))
const PAGE = 24

/** The search, kept entirely in the URL, so that it can be shared and Back undoes it. */
export function List() {
  const t = useTexts()
  const heading = useTitle(t.title)
  const [search, setSearch] = useSearchParams()
  const [text, category, date, month] = ['text', 'category', 'date', 'month'].map(name => search.get(name) ?? '') as [
    string,
    string,
    string,
    string,
  ]
  const set = (name: string, value: string) =>
    setSearch(before => {
      const next = new URLSearchParams(before)
      if (value) next.set(name, value)
      else next.delete(name)
      return next
    })
  // An unfiltered query: its categories are the choices, whatever is selected.
  const all = useQuery({ ...ask('/events', { query: { limit: 100 } }), staleTime: 60_000 })
  const categories = [...new Set(all.data?.items.map(event => event.category))].sort()
  return (
    <main id="content">
      <div className="hero">
        <div className="hero-inner">
          <div className="hero-text">
            <h1 ref={heading} tabIndex={-1}>
              {t.list.hero}
            </h1>
            <p>{t.list.lead}</p>
            <Search key={text} text={text} onSearch={value => set('text', value)} />
          </div>
          <Poster seed="evening" category="" className="hero-art" />
        </div>
      </div>
      <div className="page">
        <div className="list-filters">
          <fieldset className="chips">
            <legend className="unseen">{t.list.category}</legend>
            {['', ...categories].map(name => (
              <button key={name} type="button" className="chip" aria-pressed={category === name} onClick={() => set('category', name)}>
                {name ? categoryName(name, t.list.categories) : t.list.all}
              </button>
            ))}
          </fieldset>
          <div className="filter-end">
            {!month && (
              <label className="date-filter">
                <span>{t.list.date}</span>
                <input type="date" value={date} onChange={event => set('date', event.currentTarget.value)} />
              </label>
            )}
            <fieldset className="segments">
              <legend className="unseen">{t.list.view}</legend>
              <button type="button" aria-pressed={!month} onClick={() => set('month', '')}>
                <Icon of={listIcon} />
                {t.list.asList}
              </button>
              <button
                type="button"
                aria-pressed={Boolean(month)}
                onClick={() => set('month', (date || new Date().toISOString()).slice(0, 7))}
              >
                <Icon of={calendarIcon} />
                {t.list.asMonth}
              </button>
            </fieldset>
          </div>
        </div>
        {month ? (
          <Boundary part>
            <Suspense fallback={<Skeleton lines={8} />}>
              <Month month={month} category={category} text={text} onMonth={next => set('month', next)} />
            </Suspense>
          </Boundary>
        ) : (
          <Results query={{ text, category, date }} onReset={() => setSearch(new URLSearchParams())} />
        )}
      </div>
    </main>
  )
}

function Search({ text, onSearch }: { text: string; onSearch: (text: string) => void }) {
  const t = useTexts()
  const [typed, setTyped] = useState(text)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSearch(typed.trim())
  }
  return (
    <search>
      <form className="search" onSubmit={submit}>
        <Icon of={searchIcon} />
        <input
          type="search"
          name="text"
          aria-label={t.list.search}
          placeholder={t.list.search}
          maxLength={100}
          enterKeyHint="search"
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" kind="primary">
          {t.list.searchButton}
        </Button>
      </form>
    </search>
  )
}

function Results({
  query: { text, category, date },
  onReset,
}: {
  query: { text: string; category: string; date: string }
  onReset: () => void
}) {
  const t = useTexts()
  const common = useCommonTexts()
  const query = { text: text || undefined, category: category || undefined, date: date || undefined }
  const events = useInfiniteQuery({ ...askPages('/events', { query }, PAGE), placeholderData: keepPreviousData })
  const shown = events.data?.pages.flatMap(page => page.items)
  const found = shown?.length
  useEffect(() => {
    if (found !== undefined && (text || category || date)) announce(t.list.found(found))
  }, [found, text, category, date, t])

  // Keep the loaded events when a refetch or the next page fails.
  const failure = events.isError && (
    <Failure
      problem={asProblem(events.error)}
      retry={() => void (events.isFetchNextPageError ? events.fetchNextPage() : events.refetch())}
    />
  )
  if (!shown) return failure || <CardSkeletons />
  // An empty page may still have a next page.
  if (shown.length === 0 && !events.hasNextPage) {
    return (
      <Empty icon={searchIcon} title={t.list.none} action={<Button onClick={onReset}>{t.list.reset}</Button>}>
        {t.list.noneText}
      </Empty>
    )
  }
  return (
    <>
      <h2 className="results">
        {t.list.results} <span className="soft">{t.list.found(shown.length)}</span>
      </h2>
      <ul className="event-cards">
        {shown.map(event => (
          <EventCard key={event.eventId} event={event} />
        ))}
      </ul>
      {failure}
      {events.hasNextPage && (
        <p className="more">
          <Button busy={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
            {common.more}
          </Button>
        </p>
      )}
    </>
  )
}

const CardSkeletons = () => (
  <div className="event-cards">
    {[1, 2, 3].map(i => (
      <Skeleton key={i} className="card-bones" lines={4} />
    ))}
  </div>
)
