import { number } from '../../../i18n/format'
import { Icon, LinkButton, Meter } from '../../../ui'
import { checkIcon } from '../../../ui/icons/house'
import { href } from '../../../ui/pages'
import type { Event } from '../../data'
import { pages } from '../../pages'
import { useTexts } from '../texts/overview'

/** What a draft still needs before it can be published. */
export function Checklist({ event }: { event: Event }) {
  const t = useTexts()
  const edit = href(pages.edit, { org: event.organizationId, eventId: event.eventId })
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
