import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { ReviewKycRequestRequest } from '../../../api/limits'
import { ask } from '../../../api/questions'
import { date, dateTime } from '../../../i18n/format'
import { language } from '../../../i18n/language'
import { countries } from '../../../i18n/words/countries'
import { asProblem } from '../../../problem'
import { Button, ChoiceField, Facts, Form, Loaded, Notice, Skeleton, TextArea, useForm } from '../../../ui'
import { useAction } from '../../../ui/action'
import { href, PageLink } from '../../../ui/pages'
import { useCaller } from '../../caller'
import { pages } from '../../pages'
import { useTexts } from '../texts/admin'
import { AdminPage } from './AdminPage'
import { KycBadge, type KycRequest as Request } from './kyc'
import { waited } from './waited'

/** Milliseconds for which links to the papers are used. They work for 5 minutes. */
const LINKS_WORK = 4.5 * 60_000

/** A request for verification with its papers, and the decision. */
export default function KycRequest({ kycId }: { kycId: string }) {
  const t = useTexts()
  // The API records each load as "somebody opened the papers": load again only when the administrator asks for it, or opens the page anew.
  // The person may have sent more papers by then.
  const query = useQuery({
    ...ask('/admin/kyc-requests/{kycId}', { path: { kycId } }),
    staleTime: LINKS_WORK,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  const { data } = query
  const [late, setLate] = useState(false)
  const status = data?.status
  // A decision removes the form with its button: the focus goes on to the heading.
  const before = useRef(status)
  useEffect(() => {
    if (before.current && before.current !== status && document.activeElement === document.body)
      document.querySelector('h1')?.focus({ preventScroll: true })
    before.current = status
  }, [status])
  return (
    <AdminPage
      title={data?.legalName ?? data?.name ?? t.sections.verification}
      of={pages.verification}
      actions={data && <KycBadge status={data.status} />}
    >
      <Loaded query={query} skeleton={<Skeleton lines={12} />}>
        {request => (
          <div className="stack">
            <div className="review">
              <Details request={request} />
              <Papers request={request} since={query.dataUpdatedAt} busy={query.isFetching} again={() => void query.refetch()} />
            </div>
            {request.status === 'pending' ? (
              <Decision request={request} onLate={() => setLate(true)} />
            ) : (
              late && <Notice tone="bad">{t.verification.beaten}</Notice>
            )}
            <History request={request} />
          </div>
        )}
      </Loaded>
    </AdminPage>
  )
}

const day = (of: string) => date(of, 'UTC', { dateStyle: 'medium' })

function Details({ request: it }: { request: Request }) {
  const t = useTexts()
  const country = it.issuingCountry && countries(language()).find(({ code }) => code === it.issuingCountry)?.name
  return (
    <section className="card stack" aria-labelledby="document">
      <h2 id="document">{t.verification.document}</h2>
      <Facts
        facts={[
          [t.verification.legalName, it.legalName && <bdi key="name">{it.legalName}</bdi>],
          [
            t.verification.account,
            <PageLink key="account" to={pages.person} at={{ userId: it.userId }}>
              <bdi>{it.name ?? it.email ?? it.userId}</bdi>
            </PageLink>,
          ],
          [t.people.email, it.email],
          [t.verification.document, it.documentType && t.verification.documents[it.documentType]],
          [t.verification.number, it.documentNumber ?? (it.documentNumberEnd && t.verification.endsIn(it.documentNumberEnd))],
          [t.verification.country, country ?? it.issuingCountry],
          [t.verification.expires, it.expiresOn && day(it.expiresOn)],
          [t.verification.submitted, it.submittedAt && dateTime(it.submittedAt)],
          [t.verification.waiting, it.status === 'pending' && it.submittedAt ? waited(it.submittedAt) : null],
          [t.verification.decided, it.decidedAt && dateTime(it.decidedAt)],
          [t.verification.erased, it.papersGoneAt && day(it.papersGoneAt)],
          [t.verification.note, it.note],
          [t.verification.internalNote, it.internalNote],
        ]}
      />
    </section>
  )
}

/** The papers as pictures and as links. Links that no longer work are replaced by a button that gets new ones. */
function Papers({ request, since, busy, again }: { request: Request; since: number; busy: boolean; again: () => void }) {
  const t = useTexts()
  const late = useLate(since)
  const { documents } = request
  return (
    <section className="card stack" aria-labelledby="papers">
      <h2 id="papers">{t.verification.papers}</h2>
      {documents.length === 0 && <p className="soft">{t.verification.noPapers}</p>}
      {late && documents.length > 0 && (
        <Notice
          action={
            <Button busy={busy} onClick={again}>
              {t.verification.loadAgain}
            </Button>
          }
        >
          {t.verification.late}
        </Notice>
      )}
      <ul className="papers">
        {documents.map(({ documentId, contentType, side, url }, at) => {
          const name = side ? t.verification.sides[side] : t.verification.paper(at + 1)
          return (
            <li key={documentId}>
              {name}
              {url && !late && <Paper url={url} contentType={contentType} label={t.verification.view(name)} />}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Paper({ url, contentType, label }: { url: string; contentType: string; label: string }) {
  const t = useTexts()
  return contentType === 'application/pdf' ? (
    <a href={url} target="_blank" rel="noreferrer" className="button">
      {t.verification.pdf}
    </a>
  ) : (
    <a href={url} target="_blank" rel="noreferrer" aria-label={label}>
      <img src={url} alt="" />
    </a>
  )
}

/** Whether links of this moment no longer work. */
function useLate(since: number): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    setLate(false)
    const timer = setTimeout(() => setLate(true), Math.max(0, since + LINKS_WORK - Date.now()))
    return () => clearTimeout(timer)
  }, [since])
  return late
}

const decisions = ['approve', 'requestInfo', 'reject'] as const
type DecisionName = (typeof decisions)[number]

/** @param onLate Called when somebody else has decided meanwhile. */
function Decision({ request, onLate }: { request: Request; onLate: () => void }) {
  const t = useTexts()
  const { data: caller } = useCaller()
  const { kycId, userId, version } = request
  const review = useAction('POST /admin/kyc-requests/{kycId}/review', {
    changes: ['/admin/kyc-requests/{kycId}', '/admin/kyc-requests', '/admin/users/{userId}', '/admin/audit-log'],
    said: () => t.verification.done,
  })
  const form = useForm(
    { decision: '' as DecisionName | '', note: '', internalNote: '' },
    {
      limits: ReviewKycRequestRequest,
      submit: async ({ decision, note, internalNote }) => {
        if (!decision) return
        const body = { decision, note: note.trim() || undefined, internalNote: internalNote.trim() || undefined }
        await review.run({ path: { kycId }, version, body }).catch(error => {
          if (['version_mismatch', 'kyc_not_pending'].includes(asProblem(error).code)) onLate()
          throw error
        })
      },
    },
  )
  if (caller?.userId === userId) return <Notice>{t.person.yourself}</Notice>
  const { decision } = form.values
  return (
    <section className="card stack" aria-labelledby="decision">
      <h2 id="decision">{t.verification.decide}</h2>
      <Form form={form}>
        <ChoiceField
          label={t.verification.decide}
          hideLabel
          look="cards"
          value={decision}
          choices={decisions.map(value => ({ value, text: t.verification[value], note: t.verification[`${value}Note`] }))}
          onChange={value => form.set('decision', value)}
        />
        {decision && (
          <>
            <TextArea
              label={t.verification.note}
              hint={t.verification.noteHint}
              {...form.field('note')}
              required={decision !== 'approve'}
            />
            <TextArea label={t.verification.internalNote} hint={t.verification.internalNoteHint} rows={2} {...form.field('internalNote')} />
            <div className="actions">
              <Button type="submit" kind={decision === 'reject' ? 'danger' : 'primary'} busy={form.busy}>
                {t.verification.send}
              </Button>
            </div>
          </>
        )}
      </Form>
    </section>
  )
}

function History({ request: { earlier, openedBy } }: { request: Request }) {
  const t = useTexts()
  return (
    <>
      {earlier.length > 0 && (
        <section className="card stack" aria-labelledby="earlier">
          <h2 id="earlier">{t.verification.earlier}</h2>
          <ul className="lines">
            {earlier.map(it => (
              <li key={it.kycId}>
                <span>
                  <Link href={href(pages.kycRequest, { kycId: it.kycId })}>{dateTime(it.submittedAt ?? it.decidedAt ?? '')}</Link>
                  {it.note && <span className="soft"> · {it.note}</span>}
                </span>
                <KycBadge status={it.status} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {openedBy.length > 0 && (
        <section className="card stack" aria-labelledby="opened">
          <h2 id="opened">{t.verification.openedBy}</h2>
          <ul className="lines">
            {openedBy.map(it => (
              <li key={`${it.userId} ${it.at}`}>
                <bdi>{it.name ?? it.userId}</bdi>
                <span className="soft">{dateTime(it.at)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
