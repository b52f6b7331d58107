import { siteDrawings } from '../ui/drawings'
import { draw } from '../ui/icon'
import { Queries } from '../ui/queries'
import { start } from '../ui/start'
import { App } from './App'
import { load } from './texts'

draw(siteDrawings)
void start(
  <Queries>
    <App />
  </Queries>,
  load,
)
