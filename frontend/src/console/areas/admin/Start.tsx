import { href } from '../../../ui/pages'
import { pages } from '../../pages'
import { Redirect } from '../../Redirect'

/** The start of the administrators' area: its first section. */
export default function Start() {
  return <Redirect to={href(pages.people)} />
}
