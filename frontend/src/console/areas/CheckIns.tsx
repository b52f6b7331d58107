import { ask } from '../../api/questions'
import { date } from '../../i18n/format'
import { Badge } from '../../ui'
import type { CheckIn, Event } from '../data'
import { Inside } from '../Inside'
import { ListPage } from '../ListPage'
import { LIVE, useLive } from '../live'
import { useTexts } from '../texts'
import { useList } from '../useList'

const kinds = ['valid', 'invalid', 'undo', 'conflict'] as const

const kindOf = (scan: CheckIn): 'valid' | 'invalid' | 'undo' => (scan.kind === 'undo' ? 'undo' : scan.result)

/** All scans with their verdicts, including refused and undone ones, newest first. */
export default function CheckIns({ event }: { event: Event }) {
  const t = useTexts()
  const path = { eventId: event.eventId }
  const list = useList(
    '/events/{eventId}/check-ins',
    { path },
    {
      search: { label: t.checkIns.search, of: scan => [scan.holderName, scan.gate, scan.ticketTypeName, scan.ticketId] },
      filters: {
        verdict: {
          label: t.checkIns.verdict,
          all: t.checkIns.every,
          options: kinds.map(kind => [kind, t.checkIns.kinds[kind]]),
          keeps: (scan, kind) => (kind === 'conflict' ? Boolean(scan.conflict) : kindOf(scan) === kind),
        },
      },
    },
  )
  const pages = list.query.data?.pages.length ?? 0
  useLive(ask('/events/{eventId}/check-ins', { path, query: { limit: 1 } }), {
    every: pages > 1 ? LIVE * 6 : LIVE,
    changes: ['/events/{eventId}/check-ins', '/events/{eventId}/analytics'],
  })
  return (
    <ListPage
      list={list}
      caption={t.event.view['check-ins']}
      empty={{ icon: 'scan', title: t.checkIns.none, text: t.checkIns.noneText }}
      found={
        <>
          {t.checkIns.found(list.rows.length)} {!list.complete && t.checkIns.incomplete(list.all.length)}
        </>
      }
      keyOf={scan => scan.scanId}
      columns={[
        {
          id: 'at',
          title: t.checkIns.at,
          sorted: 'descending',
          cell: scan => date(scan.scannedAt ?? scan.receivedAt, event.timeZone, { dateStyle: 'short', timeStyle: 'medium' }),
        },
        {
          id: 'verdict',
          title: t.checkIns.verdict,
          cell: scan => (
            <span className="badges">
              <Badge tone={scan.kind === 'undo' ? 'warn' : scan.result === 'valid' ? 'good' : 'bad'}>
                {t.checkIns.kinds[kindOf(scan)]}
              </Badge>
              {scan.reason && <span>{t.checkIns.reasons[scan.reason]}</span>}
              {scan.conflict && <Badge tone="warn">{t.checkIns.conflicts[scan.conflict] ?? t.checkIns.kinds.conflict}</Badge>}
            </span>
          ),
        },
        { id: 'name', title: t.attendees.name, cell: scan => scan.holderName ?? '–' },
        { id: 'type', title: t.types.name, cell: scan => scan.ticketTypeName ?? '–' },
        { id: 'gate', title: t.checkIns.gate, cell: scan => scan.gate ?? '–' },
        { id: 'note', title: t.checkIns.note, cell: scan => scan.note ?? '–' },
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
