//! What happens without anybody asking.

mod forget;
mod send_posts;
mod telling;
