import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { idempotencyKey, type Schemas } from '../../api/client'
import { SubmitKycRequest } from '../../api/limits'
import { ask, changed } from '../../api/questions'
import { renew } from '../../auth/session'
import { date } from '../../i18n/format'
import { language } from '../../i18n/language'
import { countries } from '../../i18n/words/countries'
import {
  Badge,
  Button,
  ChoiceField,
  Combobox,
  Confirm,
  Facts,
  Failure,
  FileField,
  Form,
  Icon,
  LinkButton,
  Loaded,
  Notice,
  Page,
  SelectField,
  Skeleton,
  TextField,
  type Tone,
  useForm,
} from '../../ui'
import { useAction, useTask } from '../../ui/action'
import { plusIcon } from '../../ui/icons/more'
import { listIcon } from '../../ui/icons/site'
import { cameraIcon, trashIcon } from '../../ui/icons/work'
import { href } from '../../ui/pages'
import { useCaller } from '../caller'
import { PICTURES, wrongWith } from '../file'
import { pages } from '../pages'
import { type Side, uploadPaper } from '../paper'
import { isDocumentNumber, type State, stateOf, wants } from '../verifying'
import { useTexts } from './texts/verification'

type Kyc = Schemas['MyKycView']
type Paper = Schemas['KycPaperView']
type Claim = Schemas['SubmitKycRequest']

const MOST = SubmitKycRequest.documents.most
const MEGABYTES = 10
const TYPES = [...PICTURES, 'application/pdf']
const sides: readonly Side[] = ['front', 'back', 'page']
const changes = ['/kyc'] as const

const tones: Record<State, Tone> = {
  none: 'neutral',
  draft: 'neutral',
  pending: 'neutral',
  moreInfo: 'warn',
  approved: 'good',
  rejected: 'bad',
  revoked: 'bad',
}

/** Where a person shows who they are, and sees what became of it. */
export default function Verification() {
  const t = useTexts()
  const kyc = useQuery(ask('/kyc', {}))
  return (
    <Page title={t.verification.title} lead={t.verification.lead} className="editor">
      <Loaded query={kyc} skeleton={<Skeleton lines={8} />}>
        {it => <Shown kyc={it} />}
      </Loaded>
    </Page>
  )
}

function Shown({ kyc }: { kyc: Kyc }) {
  const t = useTexts()
  const { data: caller } = useCaller()
  const state = stateOf(kyc.status)
  const { title, text } = t.verification.states[state]
  // The token says in which groups its user is, and was issued before the decision.
  const old = state === 'approved' && caller !== undefined && !caller.groups.includes('Organizers')
  useEffect(() => {
    if (old) void renew().then(() => changed('/me'), ignored)
  }, [old])
  // Sending the papers removes the form that had the focus.
  const shown = useRef(state)
  useEffect(() => {
    if (shown.current !== state && document.activeElement === document.body) document.querySelector('h1')?.focus()
    shown.current = state
  }, [state])
  return (
    <div className="stack">
      <Notice
        tone={tones[state]}
        quiet
        title={title}
        action={
          state === 'approved' && (
            <LinkButton kind="primary" icon={plusIcon} href={href(pages.start)}>
              {t.verification.create}
            </LinkButton>
          )
        }
      >
        <p>{text}</p>
        {kyc.request?.note && (
          <p>
            {t.verification.note} <q dir="auto">{kyc.request.note}</q>
          </p>
        )}
      </Notice>
      {kyc.request?.submittedAt && <Sent request={kyc.request} papers={wants(state) ? [] : kyc.request.documents} />}
      {wants(state) && <Papers kyc={kyc} />}
      <p className="soft">{t.verification.privacy}</p>
    </div>
  )
}

/** What was sent, as far as it is still known. Papers that can be sent again are listed where others are added. */
function Sent({ request, papers }: { request: Schemas['KycView']; papers: readonly Paper[] }) {
  const t = useTexts()
  const { documentType, documentNumberEnd, issuingCountry, expiresOn, submittedAt, decidedAt, papersGoneAt } = request
  const country = countries(language()).find(({ code }) => code === issuingCountry)?.name
  const day = (moment: string | null, timeZone?: string) => moment && date(moment, timeZone, { dateStyle: 'long' })
  return (
    <section className="card stack" aria-labelledby="sent">
      <h2 id="sent">{t.verification.sent}</h2>
      <Facts
        facts={[
          [t.verification.documentType, documentType && t.verification.types[documentType]],
          [t.verification.documentNumber, documentNumberEnd && t.verification.numberEnd(documentNumberEnd)],
          [t.verification.issuingCountry, country],
          // A calendar day has no time zone.
          [t.verification.expiresOn, expiresOn && day(`${expiresOn}T00:00:00Z`, 'UTC')],
          [t.verification.submittedAt, day(submittedAt)],
          [t.verification.decidedAt, day(decidedAt)],
          [t.verification.papersGoneAt, day(papersGoneAt)],
        ]}
      />
      {papers.length > 0 && (
        <ul className="own-papers">
          {papers.map((paper, i) => (
            <li key={paper.documentId}>
              <PaperName paper={paper} number={i + 1} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** The name of a paper, which opens it once it was sent. */
function PaperName({ paper: { side, url }, number }: { paper: Paper; number: number }) {
  const name = useTexts().verification.paper(number, side)
  return (
    <>
      <Icon of={listIcon} />
      {url ? (
        <a href={url} target="_blank" rel="noreferrer">
          {name}
        </a>
      ) : (
        <span>{name}</span>
      )}
    </>
  )
}

/** The papers of the open request and the form that sends them. What is typed here is never kept in the tab. */
function Papers({ kyc: { request, documents } }: { kyc: Kyc }) {
  const t = useTexts()
  const { data: caller } = useCaller()
  const tag = language()
  const regions = useMemo(() => countries(tag).map(({ code, name }) => ({ value: code, text: name })), [tag])
  const send = useAction('POST /kyc', { changes, said: () => t.verification.done })
  const known = request?.status === 'moreInfo' ? request : null
  const form = useForm(
    {
      documentType: known?.documentType ?? ('passport' as string),
      documentNumber: '',
      legalName: caller?.name ?? '',
      issuingCountry: known?.issuingCountry ?? '',
      expiresOn: known?.expiresOn ?? '',
    },
    {
      limits: SubmitKycRequest,
      check: values => ({
        documents: documents.length === 0 && t.verification.missing,
        documentNumber: values.documentNumber && !isDocumentNumber(values.documentNumber) && t.verification.wrongNumber,
      }),
      submit: async ({ documentType, documentNumber, ...others }) => {
        const given = Object.fromEntries(Object.entries(others).flatMap(([name, typed]) => (typed.trim() ? [[name, typed.trim()]] : [])))
        const ids = documents.map(({ documentId }) => documentId)
        await send.run({
          body: { documentType: documentType as Claim['documentType'], documentNumber: documentNumber.trim(), documents: ids, ...given },
        })
        await changed(...changes)
      },
    },
  )
  return (
    <>
      <Uploads papers={documents} missing={form.errors.documents} onAdded={() => form.setErrors(({ documents: _, ...others }) => others)} />
      <Form form={form} label={t.verification.details}>
        <fieldset className="card group">
          <legend>{t.verification.details}</legend>
          <div className="fields">
            <SelectField label={t.verification.documentType} {...form.field('documentType')}>
              {SubmitKycRequest.documentType.of.map(type => (
                <option key={type} value={type}>
                  {t.verification.types[type]}
                </option>
              ))}
            </SelectField>
            <TextField label={t.verification.documentNumber} autoComplete="off" {...form.field('documentNumber')} />
            <TextField label={t.verification.legalName} autoComplete="name" {...form.field('legalName')} required />
            <Combobox label={t.verification.issuingCountry} none={t.nothingFound} options={regions} {...form.field('issuingCountry')} />
            <TextField label={t.verification.expiresOn} {...form.field('expiresOn')} type="date" />
          </div>
        </fieldset>
        <div className="actions">
          <Button type="submit" kind="primary" busy={form.busy}>
            {t.verification.send}
          </Button>
          <p className="soft">{t.verification.sendHint}</p>
        </div>
      </Form>
    </>
  )
}

function Uploads({ papers, missing, onAdded }: { papers: readonly Paper[]; missing?: string; onAdded: () => void }) {
  const t = useTexts()
  const [side, setSide] = useState<Side>(papers.some(paper => paper.side === 'front') ? 'back' : 'front')
  /** The part that is uploaded. */
  const [progress, setProgress] = useState(0)
  const [wrong, setWrong] = useState<string>()
  const [removing, setRemoving] = useState<string | null>(null)
  const adding = useTask((file: File) => uploadPaper(file, side, idempotencyKey(), setProgress), {
    changes,
    said: () => t.verification.added,
  })
  const remove = useAction('DELETE /kyc/documents/{documentId}', { changes, said: () => t.verification.removed })
  const add = async (file: File) => {
    const refused = wrongWith(file, TYPES, MEGABYTES, t.verification)
    setWrong(refused)
    if (refused) return
    setProgress(0)
    onAdded()
    await adding.run(file).then(() => setSide('back'), ignored)
  }
  return (
    <section className="stack" aria-labelledby="papers">
      <h2 id="papers">{t.verification.papers}</h2>
      {papers.length > 0 && (
        <ul className="own-papers">
          {papers.map((paper, i) => (
            <li key={paper.documentId}>
              <PaperName paper={paper} number={i + 1} />
              {paper.url && <Badge>{t.verification.sentBefore}</Badge>}
              <Button
                kind="quiet"
                icon={trashIcon}
                aria-label={t.verification.remove(t.verification.paper(i + 1, paper.side))}
                onClick={() => setRemoving(paper.documentId)}
              >
                {t.verification.delete}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {adding.problem && <Failure problem={adding.problem} />}
      {papers.length < MOST && (
        <>
          <ChoiceField
            label={t.verification.side}
            value={side}
            choices={sides.map(value => ({ value, text: t.verification.sides[value] }))}
            onChange={setSide}
          />
          <FileField
            label={t.verification.add}
            hint={t.verification.hint}
            error={wrong ?? missing}
            icon={cameraIcon}
            accept={TYPES}
            progress={adding.busy ? progress : null}
            sending={t.verification.uploading}
            onFile={file => void add(file)}
          />
        </>
      )}
      {removing && (
        <Confirm
          title={t.verification.ask}
          action={t.verification.delete}
          onConfirm={() => remove.run({ path: { documentId: removing } })}
          onClose={() => setRemoving(null)}
        >
          <p>{t.verification.askText}</p>
        </Confirm>
      )}
    </section>
  )
}

const ignored = () => undefined
