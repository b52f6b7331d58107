import './icon.css'
/** The path of a line icon in a square of 24; `turned` is mirrored where the language runs from right to left. */
export type Drawing = string | { turned: string }

/**
 * A line icon in the color of the text, hidden from screen readers: add a text next to it. Drawings are exports of `ui/icons/`, in a file for
 * each set of parts that share them, so that no part loads those of another: `<Icon of={trashIcon} />`.
 */
export const Icon = ({ of }: { of: Drawing }) => (
  <svg className={typeof of === 'string' ? 'icon' : 'icon turned'} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={typeof of === 'string' ? of : of.turned} />
  </svg>
)
