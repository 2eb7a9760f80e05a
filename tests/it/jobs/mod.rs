//! What happens without anybody asking.

mod send_posts;
mod telling;
