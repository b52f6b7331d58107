import { ask } from '../../api/questions'
import { date } from '../../i18n/format'
import { Badge } from '../../ui'
import { scanIcon } from '../../ui/icons/work'
import type { CheckIn, Event } from '../data'
import { Inside } from '../Inside'
import { ListPage } from '../ListPage'
import { LIVE, useLive } from '../live'
import { useList } from '../useList'
import { useTexts } from './texts/orders'

const kinds = ['valid', 'invalid', 'undo', 'conflict'] as const

const toTheSecond = { dateStyle: 'short', timeStyle: 'medium' } as const

const kindOf = (scan: CheckIn): 'valid' | 'invalid' | 'undo' => (scan.kind === 'undo' ? 'undo' : scan.result)

/** All scans with their verdicts, including refused and undone ones, newest first. */
export default function CheckIns({ event }: { event: Event }) {
  const t = useTexts()
  const path = { eventId: event.eventId }
  const list = useList('/events/{eventId}/check-ins', {
    path,
    search: { label: t.checkIns.search, of: scan => [scan.holderName, scan.gate, scan.ticketTypeName, scan.ticketId] },
    filters: {
      verdict: {
        label: t.checkIns.verdict,
        all: t.checkIns.every,
        options: kinds.map(kind => [kind, t.checkIns.kinds[kind]]),
        keeps: (scan, kind) => (kind === 'conflict' ? Boolean(scan.conflict) : kindOf(scan) === kind),
      },
    },
  })
  const pages = list.query.data?.pages.length ?? 0
  useLive(ask('/events/{eventId}/check-ins', { path, query: { limit: 1 } }), {
    every: pages > 1 ? LIVE * 6 : LIVE,
    changes: ['/events/{eventId}/check-ins', '/events/{eventId}/analytics'],
  })
  return (
    <ListPage
      list={list}
      caption={t.event.view['check-ins']}
      empty={{ icon: scanIcon, title: t.checkIns.none, text: t.checkIns.noneText }}
      found={
        <>
          {t.checkIns.found(list.rows.length)} {!list.complete && t.checkIns.incomplete(list.all.length)}
        </>
      }
      keyOf={scan => scan.scanId}
      columns={[
        list.column('at', t.checkIns.at, scan => date(scan.scannedAt ?? scan.receivedAt, event.timeZone, toTheSecond), {
          sorted: 'descending',
        }),
        list.column('verdict', t.checkIns.verdict, scan => <Verdict scan={scan} />),
        list.column('name', t.attendees.name, scan => scan.holderName ?? '–'),
        list.column('type', t.types.name, scan => scan.ticketTypeName ?? '–'),
        list.column('gate', t.checkIns.gate, scan => scan.gate ?? '–'),
        list.column('note', t.checkIns.note, scan => scan.note ?? '–'),
      ]}
      actions={
        <a className="button" href="/scan">
          {t.checkIns.scanner}
        </a>
      }
    >
      <Inside eventId={event.eventId} />
    </ListPage>
  )
}

function Verdict({ scan }: { scan: CheckIn }) {
  const t = useTexts()
  return (
    <span className="badges">
      <Badge tone={scan.kind === 'undo' ? 'warn' : scan.result === 'valid' ? 'good' : 'bad'}>{t.checkIns.kinds[kindOf(scan)]}</Badge>
      {scan.reason && <span>{t.checkIns.reasons[scan.reason]}</span>}
      {scan.conflict && <Badge tone="warn">{t.checkIns.conflicts[scan.conflict] ?? t.checkIns.kinds.conflict}</Badge>}
    </span>
  )
}
