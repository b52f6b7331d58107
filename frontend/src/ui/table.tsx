import type { ReactNode } from 'react'
import { Link } from 'wouter'
import './table.css'

export interface Column<T> {
  /** Names the column among the others; two may have the same title. */
  id: string
  title: string
  cell: (row: T) => ReactNode
  /** Aligns the column to the end, for numbers and amounts. */
  end?: boolean
  /** The order of the rows, where they are sorted by this column. */
  sorted?: 'ascending' | 'descending'
  /** The address that the row leads to: makes the cell a link. */
  link?: (row: T) => string
}

/** A table. On narrow screens each row becomes a card, with the column titles next to the cells. */
export const Table = <T,>({
  caption,
  columns,
  rows,
  keyOf,
}: {
  caption: string
  columns: readonly Column<T>[]
  rows: readonly T[]
  keyOf: (row: T) => string
}) => (
  <div className="table">
    {/* The card layout changes `display`, which drops the table semantics: the roles restore them. */}
    <table role="table">
      <caption className="unseen">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(column => (
            <th key={column.id} role="columnheader" scope="col" aria-sort={column.sorted} className={column.end ? 'end' : undefined}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map(row => (
          <tr key={keyOf(row)} role="row">
            {columns.map(column => (
              <td key={column.id} role="cell" data-title={column.title} className={column.end ? 'end' : undefined}>
                {column.link ? <Link href={column.link(row)}>{column.cell(row)}</Link> : column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
