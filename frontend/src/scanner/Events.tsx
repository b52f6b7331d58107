import { type FormEvent, type ReactNode, useCallback, useEffect, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { signIn, useSession } from '../auth/session'
import { dateTime } from '../i18n/format'
import { isolate } from '../i18n/texts'
import { asProblem, type Problem } from '../problem'
import { Button, Confirm, Empty, Failure, Icon, Page, Skeleton, TextField, toast, useCommonTexts } from '../ui'
import { lockIcon } from '../ui/icons/house'
import { forwardIcon, scanIcon, trashIcon } from '../ui/icons/work'
import { openGate } from './device'
import { type Choice, eventIdIn, myEvents } from './events'
import { forget, type KeptList, lists } from './store'
import { useTexts } from './texts'

export default function Events() {
  const t = useTexts()
  const common = useCommonTexts()
  const session = useSession()
  const [kept, setKept] = useState<KeptList[]>([])
  const [leaving, setLeaving] = useState<KeptList | null>(null)
  const [events, setEvents] = useState<Choice[] | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const userId = session?.userId
  const load = useCallback(() => {
    setProblem(null)
    if (userId && navigator.onLine) myEvents().then(setEvents, error => setProblem(asProblem(error)))
  }, [userId])
  useEffect(load, [load])
  const reload = () => void lists().then(setKept)
  useEffect(reload, [])
  const others = events?.filter(event => !kept.some(other => other.eventId === event.eventId))
  return (
    <Page title={t.events.title} lead={t.events.lead} className="narrow">
      <div className="stack scan-choose">
        {kept.length > 0 && (
          <section className="stack" aria-labelledby="kept">
            <h2 id="kept">{t.events.here}</h2>
            <ul className="scan-choices">
              {kept.map(list => (
                <Item key={list.eventId} event={list}>
                  <button
                    type="button"
                    className="icon-button"
                    aria-label={`${t.events.forget}: ${isolate(list.title)}`}
                    onClick={() => setLeaving(list)}
                  >
                    <Icon of={trashIcon} />
                  </button>
                </Item>
              ))}
            </ul>
          </section>
        )}
        {session && navigator.onLine && (
          <section className="stack" aria-labelledby="yours">
            <h2 id="yours">{t.events.yours}</h2>
            {problem ? (
              <Failure problem={problem} retry={load} />
            ) : !others ? (
              <Skeleton lines={4} />
            ) : others.length > 0 ? (
              <ul className="scan-choices">
                {others.map(event => (
                  <Item key={event.eventId} event={event} />
                ))}
              </ul>
            ) : (
              kept.length === 0 && (
                <Empty icon={scanIcon} title={t.events.none}>
                  {t.events.noneText}
                </Empty>
              )
            )}
          </section>
        )}
        {!session && navigator.onLine && (
          <Empty
            icon={lockIcon}
            title={t.events.signIn}
            action={
              <Button kind="primary" onClick={() => void signIn()}>
                {common.signIn}
              </Button>
            }
          />
        )}
        <ById />
      </div>
      {leaving && (
        <Confirm
          title={t.events.forget}
          action={t.events.forget}
          onClose={() => setLeaving(null)}
          onConfirm={async () => {
            const gate = openGate(leaving.eventId)
            await gate.sync()
            gate.stop()
            if (!(await forget(leaving.eventId))) toast(t.events.notUploaded, 'bad')
            reload()
          }}
        >
          <p>{t.events.forgetText(leaving.title)}</p>
        </Confirm>
      )}
    </Page>
  )
}

function Item({ event, children }: { event: Choice; children?: ReactNode }) {
  return (
    <li>
      <Link href={`/${event.eventId}`}>
        <strong dir="auto">{event.title}</strong>
        <span className="soft">{dateTime(event.startsAt, event.timeZone)}</span>
      </Link>
      {children}
      <Icon of={forwardIcon} />
    </li>
  )
}

/** Opens an event that is not listed, by its link or id. */
function ById() {
  const t = useTexts()
  const [, go] = useLocation()
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState(false)
  const open = (event: FormEvent) => {
    event.preventDefault()
    const eventId = eventIdIn(text)
    if (eventId) go(`/${eventId}`)
    else setWrong(true)
  }
  return (
    <form className="card stack" onSubmit={open} noValidate>
      <TextField
        label={t.events.id}
        hint={t.events.idHint}
        error={wrong ? t.events.idWrong : undefined}
        required
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={value => {
          setText(value)
          setWrong(false)
        }}
      />
      <Button type="submit">{t.events.open}</Button>
    </form>
  )
}
