package dev.docket.bench.lives;

import dev.docket.bench.report.Row;
import java.util.List;

/** Some rows, and who must have turns for them. */
interface Figures {

    /** Who. */
    List<Contender> contenders();

    /** The rows, when each had its turns. */
    List<Row> rows(Turns turns);
}
