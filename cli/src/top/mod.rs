//! `top`: all domains by what they use, live or in tables.

mod batch;
mod budget;
mod columns;
mod draw;
mod draw_rows;
mod figures;
mod fit;
mod history;
mod keys;
mod limit;
mod live;
mod options;
mod reader;
mod row;
mod rows;
mod screen;
mod state;
mod status;
mod turn;
mod view;

pub use batch::run as print;
pub use columns::keys as columns;
pub use live::run as show;
pub use options::Options;
pub use screen::check;
