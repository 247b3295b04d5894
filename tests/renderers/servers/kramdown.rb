# kramdown, its own syntax or GitHub's as Jekyll sets it up.
# usage: kramdown.rb kramdown|GFM
# A line on stdin is a JSON list of articles; the line on stdout is the list of their HTML.

require 'json'
require 'kramdown'

FRONT_MATTER = /\A\uFEFF?---[ \t]*\r?\n.*?^(?:---|\.\.\.)[ \t]*\r?$\n?/m

STDIN.each_line(chomp: true) do |line|
  made = JSON.parse(line).map do |text|
    Kramdown::Document.new(text.sub(FRONT_MATTER, ''), input: ARGV[0], hard_wrap: false,
                           syntax_highlighter: nil).to_html
  rescue StandardError
    nil
  end
  STDOUT.puts(JSON.generate(made))
  STDOUT.flush
end
