#include <sqlite3.h>

// Has the last connection that is closed leave the log as it is. sqlite3_db_config takes any number
// of arguments, and Swift calls no such function.
static inline int sqlite_leave_log(sqlite3 *database) {
  return sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}
