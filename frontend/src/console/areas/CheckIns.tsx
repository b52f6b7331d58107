import { date, number } from '../../i18n/format'
import { Badge, Empty, Loaded, Meter, matches, SelectField, Skeleton, TextField, Tile, Tiles } from '../../ui'
import { searchIcon } from '../../ui/icons/house'
import { scanIcon } from '../../ui/icons/work'
import { type CheckIn, type Event, useCheckIns, useFigures } from '../data'
import { Long } from '../Long'
import { useFilter, useSearch } from '../useFilters'
import { useTexts } from './texts/orders'

const kinds = ['valid', 'invalid', 'undo', 'conflict'] as const

const kindOf = (scan: CheckIn): 'valid' | 'invalid' | 'undo' => (scan.kind === 'undo' ? 'undo' : scan.result)

/** All scans with their verdicts, including refused and undone ones, newest first. */
export default function CheckIns({ event }: { event: Event }) {
  const t = useTexts()
  const query = useCheckIns(event.eventId)
  const { data: figures } = useFigures(event.eventId)
  const [search, setSearch] = useSearch('q')
  const [kind, setKind] = useFilter('verdict')
  const shown = (query.data?.list ?? []).filter(
    scan =>
      (!kind || (kind === 'conflict' ? Boolean(scan.conflict) : kindOf(scan) === kind)) &&
      matches(search, scan.holderName, scan.gate, scan.ticketTypeName, scan.ticketId),
  )
  return (
    <div className="stack">
      {figures && (
        <Tiles>
          <Tile title={t.checkIns.kinds.valid} wide>
            <dd>{t.checkIns.of(<strong>{number(figures.checkIns.used)}</strong>, figures.checkIns.tickets)}</dd>
            <dd>
              <Meter of={figures.checkIns.tickets} taken={figures.checkIns.used} />
            </dd>
          </Tile>
        </Tiles>
      )}
      <div className="filters">
        <TextField label={t.checkIns.search} type="search" hideLabel placeholder={t.checkIns.search} value={search} onChange={setSearch} />
        <SelectField label={t.checkIns.verdict} hideLabel value={kind} onChange={setKind}>
          <option value="">{t.checkIns.every}</option>
          {kinds.map(name => (
            <option key={name} value={name}>
              {t.checkIns.kinds[name]}
            </option>
          ))}
        </SelectField>
        <a className="button" href="/scan">
          {t.checkIns.scanner}
        </a>
      </div>
      <Loaded query={query} skeleton={<Skeleton lines={8} />}>
        {({ list, complete }) =>
          list.length === 0 ? (
            <Empty icon={scanIcon} title={t.checkIns.none}>
              {t.checkIns.noneText}
            </Empty>
          ) : (
            <>
              <p role="status" className="soft">
                {t.checkIns.found(shown.length)} {!complete && t.checkIns.incomplete(list.length)}
              </p>
              {shown.length === 0 ? (
                <Empty icon={searchIcon} title={t.nothingFound} />
              ) : (
                <Long
                  key={`${search} ${kind}`}
                  caption={t.event.view['check-ins']}
                  columns={[
                    {
                      title: t.checkIns.at,
                      cell: (scan: CheckIn) =>
                        date(scan.scannedAt ?? scan.receivedAt, event.timeZone, { dateStyle: 'short', timeStyle: 'medium' }),
                    },
                    {
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
                    { title: t.attendees.name, cell: scan => scan.holderName ?? '–' },
                    { title: t.types.name, cell: scan => scan.ticketTypeName ?? '–' },
                    { title: t.checkIns.gate, cell: scan => scan.gate ?? '–' },
                    { title: t.checkIns.note, cell: scan => scan.note ?? '–' },
                  ]}
                  rows={shown}
                  keyOf={scan => scan.scanId}
                />
              )}
            </>
          )
        }
      </Loaded>
    </div>
  )
}
