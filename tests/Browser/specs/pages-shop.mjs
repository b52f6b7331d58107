// Every page of the shop: what is checked is in walk.mjs.
import { walk } from '../walk.mjs'

export default harness => walk(harness, 'shop')
