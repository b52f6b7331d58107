import type { ReactNode } from 'react'
import { Button, type Column, type Drawing, Empty, Loaded, SelectField, Skeleton, Table, TextField, useCommonTexts } from '../ui'
import { searchIcon } from '../ui/icons/house'
import { useTexts } from './texts'
import type { List } from './useList'

interface Props<T> {
  list: Omit<List<T>, 'query'> & { query: { isFetchingNextPage: boolean } & Parameters<typeof Loaded>[0]['query'] }
  caption: string
  /** What is shown as long as there are no rows at all, or nothing to ask for. */
  empty: { icon: Drawing; title: string; text: string }
  /** How many were found; it is announced. */
  found: ReactNode
  columns: readonly Column<T>[]
  keyOf: (row: T) => string
  /** Beside the filters. */
  actions?: ReactNode
  /** Between the filters and the list. */
  children?: ReactNode
}

/** A list with its search, filters, states and table: see {@link useList}. */
export function ListPage<T>({ list, caption, empty, found, columns, keyOf, actions, children }: Props<T>) {
  const t = useTexts()
  const common = useCommonTexts()
  const nothing = (
    <Empty icon={empty.icon} title={empty.title}>
      {empty.text}
    </Empty>
  )
  return (
    <div className="stack">
      <div className="filters">
        <TextField label={list.label} type="search" hideLabel placeholder={list.label} value={list.text} onChange={list.setText} />
        {list.choices.map(({ name, filter, value, set }) => (
          <SelectField key={name} label={filter.label} hideLabel value={value} onChange={set}>
            <option value="">{filter.all}</option>
            {filter.options.map(([option, title]) => (
              <option key={option} value={option}>
                {title}
              </option>
            ))}
          </SelectField>
        ))}
        {actions}
      </div>
      {children}
      {list.idle ? (
        nothing
      ) : (
        <Loaded query={list.query} skeleton={<Skeleton lines={8} />}>
          {() =>
            list.rows.length === 0 && list.searching ? (
              <Skeleton lines={8} />
            ) : list.all.length === 0 && !list.filtered ? (
              nothing
            ) : (
              <>
                <p role="status" className="soft">
                  {found}
                </p>
                {list.rows.length === 0 ? (
                  <Empty icon={searchIcon} title={t.nothingFound} />
                ) : (
                  <Table caption={caption} columns={columns} rows={list.shown} keyOf={keyOf} />
                )}
                {list.more && (
                  <Button busy={list.query.isFetchingNextPage} onClick={list.more}>
                    {common.more}
                  </Button>
                )}
              </>
            )
          }
        </Loaded>
      )}
    </div>
  )
}
